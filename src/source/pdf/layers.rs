//! Optional content: which layers are switched off when the document opens.

use super::object::{Objects, as_dict};
use lopdf::{Object, ObjectId};
use std::collections::HashSet;

/// The layers of a document that are not shown.
#[derive(Default)]
pub(super) struct Layers {
    off: HashSet<ObjectId>,
}

impl Layers {
    pub fn read(objects: &Objects) -> Self {
        Self::try_read(objects).unwrap_or_default()
    }

    fn try_read(objects: &Objects) -> Option<Self> {
        let properties = objects.dict(objects.document.catalog().ok()?, b"OCProperties")?;
        let config = objects.dict(properties, b"D")?;
        let ids = |list: Option<&[Object]>| -> HashSet<ObjectId> {
            list.unwrap_or_default().iter().filter_map(|o| o.as_reference().ok()).collect()
        };
        let mut off = ids(objects.array(config, b"OFF"));
        if objects.name(config, b"BaseState") == Some(b"OFF") {
            let on = ids(objects.array(config, b"ON"));
            off.extend(ids(objects.array(properties, b"OCGs")).difference(&on));
        }
        Some(Layers { off })
    }

    /// Whether content of the given layer or membership is not shown.
    pub fn hide(&self, objects: &Objects, layer: Option<&Object>) -> bool {
        let Some(layer) = layer.filter(|_| !self.off.is_empty()) else { return false };
        if self.is_off(layer) {
            return true;
        }
        let Some(membership) = objects.document.dereference(layer).ok().and_then(|(_, o)| as_dict(o)) else {
            return false;
        };
        let Ok(groups) = membership.get(b"OCGs") else { return false };
        let groups = match groups.as_reference().ok().and_then(|id| objects.document.get_object(id).ok()) {
            Some(Object::Array(list)) => list.as_slice(),
            _ => groups.as_array().map_or(std::slice::from_ref(groups), Vec::as_slice),
        };
        let mut states = groups.iter().map(|group| !self.is_off(group));
        match membership.get(b"P").and_then(Object::as_name) {
            Ok(b"AllOn") => !states.all(|on| on),
            Ok(b"AnyOff") => states.all(|on| on),
            Ok(b"AllOff") => states.any(|on| on),
            _ => !groups.is_empty() && !states.any(|on| on),
        }
    }

    fn is_off(&self, layer: &Object) -> bool {
        layer.as_reference().is_ok_and(|id| self.off.contains(&id))
    }
}
