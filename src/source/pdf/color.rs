//! Colour operators: only whether something painted shows on white paper.

use super::interpret::Interpreter;
use super::operands::Operands;
use super::state::Paint;
use crate::source::drawing::{Ink, Space};
use lopdf::{Dictionary, Object};

impl<'a> Interpreter<'a, '_> {
    /// Carries out a colour operator; any other operator is passed over.
    pub fn color_operator(
        &mut self,
        operator: &[u8],
        operands: &Operands,
        resources: Option<&'a Dictionary>,
    ) {
        match operator {
            b"g" => self.state.fill.set(Space::Gray, operands),
            b"G" => self.state.stroke.set(Space::Gray, operands),
            b"rg" => self.state.fill.set(Space::Rgb, operands),
            b"RG" => self.state.stroke.set(Space::Rgb, operands),
            b"k" => self.state.fill.set(Space::Cmyk, operands),
            b"K" => self.state.stroke.set(Space::Cmyk, operands),
            b"sc" | b"scn" => self.state.fill.set(self.state.fill.space, operands),
            b"SC" | b"SCN" => self.state.stroke.set(self.state.stroke.space, operands),
            b"cs" => self.state.fill.choose(self.space(operands, resources)),
            b"CS" => self.state.stroke.choose(self.space(operands, resources)),
            _ => {}
        }
    }

    fn space(&self, operands: &Operands, resources: Option<&'a Dictionary>) -> Space {
        match operands.name().as_deref() {
            Some(b"DeviceGray" | b"CalGray" | b"G") => Space::Gray,
            Some(b"DeviceRGB" | b"CalRGB" | b"RGB") => Space::Rgb,
            Some(b"DeviceCMYK" | b"CMYK") => Space::Cmyk,
            _ => self.resource(resources, b"ColorSpace", operands).map_or(Space::Other, |o| self.space_of(o)),
        }
    }

    fn space_of(&self, object: &'a Object) -> Space {
        let family = match object {
            Object::Array(parts) => parts.first().and_then(|o| self.objects.resolve(o)).unwrap_or(object),
            other => other,
        };
        match family.as_name() {
            Ok(b"DeviceGray" | b"CalGray") => Space::Gray,
            Ok(b"DeviceRGB" | b"CalRGB") => Space::Rgb,
            Ok(b"DeviceCMYK") => Space::Cmyk,
            Ok(b"Separation" | b"DeviceN") => Space::Tint,
            Ok(b"ICCBased") => self.icc_space(object),
            _ => Space::Other,
        }
    }

    fn icc_space(&self, object: &'a Object) -> Space {
        let profile = object.as_array().ok().and_then(|a| self.objects.resolve(a.get(1)?)?.as_stream().ok());
        match profile.and_then(|p| self.objects.integer(&p.dict, b"N")) {
            Some(1) => Space::Gray,
            Some(3) => Space::Rgb,
            Some(4) => Space::Cmyk,
            _ => Space::Other,
        }
    }
}

impl Paint {
    fn set(&mut self, space: Space, operands: &Operands) {
        // Four components: those of the largest space whose white is known.
        let components: Vec<f64> = operands.all_numbers().take(4).collect();
        self.space = space;
        self.color = space.ink(&components);
    }

    /// A newly chosen space starts with its initial colour, which is black or full ink.
    fn choose(&mut self, space: Space) {
        self.space = space;
        self.color = Ink::Visible;
    }
}
