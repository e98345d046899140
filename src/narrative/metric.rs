//! What prose counts.

/// One number that a report states in words; its name stands in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    Received,
    Handled,
    CarriedIn,
    CarriedOut,
    Granted,
    Partly,
    Denied,
    Unavailable,
    NotProcessed,
    OtherHandling,
    Reviews,
    Litigations,
    Issued,
    Repealed,
    InForce,
    Licences,
    Penalties,
    Coercions,
    Disclosed,
    Website,
    Wechat,
    Weibo,
    Gazette,
    Douyin,
    Fee,
}

impl Metric {
    /// Its name in the output.
    pub fn name(self) -> &'static str {
        match self {
            Metric::Received => "requests_received",
            Metric::Handled => "requests_handled",
            Metric::CarriedIn => "requests_carried_in",
            Metric::CarriedOut => "requests_carried_out",
            Metric::Granted => "requests_granted",
            Metric::Partly => "requests_partly_granted",
            Metric::Denied => "requests_denied",
            Metric::Unavailable => "requests_unavailable",
            Metric::NotProcessed => "requests_not_processed",
            Metric::OtherHandling => "requests_other_handling",
            Metric::Reviews => "reviews",
            Metric::Litigations => "litigations",
            Metric::Issued => "documents_issued",
            Metric::Repealed => "documents_repealed",
            Metric::InForce => "documents_in_force",
            Metric::Licences => "licences",
            Metric::Penalties => "penalties",
            Metric::Coercions => "coercive_measures",
            Metric::Disclosed => "disclosed_total",
            Metric::Website => "disclosed_website",
            Metric::Wechat => "disclosed_wechat",
            Metric::Weibo => "disclosed_weibo",
            Metric::Gazette => "disclosed_gazette",
            Metric::Douyin => "disclosed_douyin",
            Metric::Fee => "handling_fee",
        }
    }
}
