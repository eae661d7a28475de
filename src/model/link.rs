//! Links: a campaign's address with the UTM parameters that tell its channels apart.
//!
//! The parameters are those of Google's Campaign URL Builder (Analytics Help, "URL builders: Collect campaign data with
//! custom URLs"): source, medium and campaign always, term and content where wanted. Their values are case-sensitive
//! there, hence one spelling here: small letters, digits, `-`, `_` and `.`.
use super::{CampaignId, ChannelId, ChannelKind, Fault};
use url::Url;

crate::id! {
    /// A link's id.
    LinkId,
}

crate::entity! {
    /// An address with UTM parameters.
    pub struct Link in "link": LinkId {
        /// Its campaign.
        campaign: CampaignId,
        /// The channel it is put into.
        channel: Option<ChannelId>,
        /// Where it leads, without UTM parameters.
        url: String,
        /// `utm_source`: douyin
        source: String,
        /// `utm_medium`: cpc
        medium: String,
        /// `utm_campaign`: d11
        name: String,
        /// `utm_term`; empty for none.
        term: String,
        /// `utm_content`; empty for none.
        content: String,
        /// UTC seconds.
        created_at: i64,
    }
}

/// The media that reports group by; another one is worth a second look.
pub const MEDIA: [&str; 18] = [
    "cpc",
    "cpm",
    "cpa",
    "display",
    "video",
    "live",
    "social",
    "kol",
    "email",
    "sms",
    "push",
    "app",
    "affiliate",
    "referral",
    "qr",
    "offline",
    "organic",
    "community",
];

/// As long as one UTM value may be, in characters.
const LONGEST: usize = 80;

/// As long as an address may be, in bytes: what every browser and every message takes.
const LONGEST_URL: usize = 2_000;

/// What channels with a Chinese name are usually called as a UTM source.
const SOURCES: [(&str, &str); 30] = [
    ("抖音", "douyin"),
    ("快手", "kuaishou"),
    ("微信", "wechat"),
    ("公众号", "wechat-mp"),
    ("视频号", "wechat-channels"),
    ("朋友圈", "moments"),
    ("朋友圈广告", "moments"),
    ("企业微信", "wecom"),
    ("企微", "wecom"),
    ("小程序", "mini-program"),
    ("小红书", "xiaohongshu"),
    ("微博", "weibo"),
    ("知乎", "zhihu"),
    ("B站", "bilibili"),
    ("哔哩哔哩", "bilibili"),
    ("淘宝", "taobao"),
    ("天猫", "tmall"),
    ("京东", "jd"),
    ("拼多多", "pinduoduo"),
    ("美团", "meituan"),
    ("大众点评", "dianping"),
    ("饿了么", "eleme"),
    ("支付宝", "alipay"),
    ("百度", "baidu"),
    ("今日头条", "toutiao"),
    ("腾讯广告", "tencent-ads"),
    ("巨量引擎", "oceanengine"),
    ("短信", "sms"),
    ("邮件", "email"),
    ("线下门店", "stores"),
];

/// The source that stands for a channel: its key where that can be one, else what channels of its name are usually
/// called. A key that fits nothing comes back as it is.
#[must_use]
pub fn usual_source<'a>(key: &'a str, name: &str) -> &'a str {
    if check_utm(key).is_ok() {
        return key;
    }
    let is_name = |known: &str| [key, name].iter().any(|text| super::fold(text) == super::fold(known));
    SOURCES.iter().find(|(known, _)| is_name(known)).map_or(key, |(_, source)| source)
}

/// The medium a source usually is: itself where it is one, as sms and push are, else what its channel's kind is.
#[must_use]
pub fn usual_medium(source: &str, kind: Option<ChannelKind>) -> &'static str {
    if let Some(medium) = MEDIA.iter().find(|medium| **medium == source) {
        return medium;
    }
    match kind {
        Some(ChannelKind::Paid) => "cpc",
        Some(ChannelKind::Partner) => "affiliate",
        Some(ChannelKind::Earned) => "referral",
        Some(ChannelKind::Owned) | None => "social",
    }
}

/// One UTM value by the naming rule: small letters, digits, `-`, `_`, `.`.
///
/// # Errors
/// [`Fault::BadUtm`], [`Fault::TooLong`].
pub fn check_utm(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    if text.is_empty() || !text.chars().all(fits) {
        let near: String = text
            .to_ascii_lowercase()
            .chars()
            .map(|c| if c.is_whitespace() { '_' } else { c })
            .filter(|c| fits(*c))
            .collect();
        return Err(Fault::BadUtm { text: text.to_owned(), near });
    }
    if text.chars().count() > LONGEST {
        return Err(Fault::TooLong { limit: LONGEST });
    }
    Ok(text.to_owned())
}

/// An address without its UTM parameters, and whether it had some. It has to be a whole web address.
///
/// # Errors
/// [`Fault::BadUrl`].
pub fn check_url(text: &str) -> Result<(String, bool), Fault> {
    let bad = || Fault::BadUrl { text: text.trim().to_owned() };
    if text.len() > LONGEST_URL {
        return Err(Fault::TooLong { limit: LONGEST_URL });
    }
    let mut url = Url::parse(text.trim()).map_err(|_| bad())?;
    let names_somebody = !url.username().is_empty() || url.password().is_some();
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() || names_somebody {
        return Err(bad());
    }
    let is_utm = |key: &str| key.starts_with("utm_");
    let rest: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| !is_utm(key))
        .map(|(k, v)| (k.into_owned(), v.into_owned()))
        .collect();
    let had = url.query_pairs().any(|(key, _)| is_utm(&key));
    if had {
        url.set_query(None);
        if !rest.is_empty() {
            url.query_pairs_mut().extend_pairs(rest);
        }
    }
    Ok((url.to_string(), had))
}

impl Link {
    /// The whole address: what people paste into the channel.
    #[must_use]
    pub fn address(&self) -> String {
        let Ok(mut url) = Url::parse(&self.url) else { return self.url.clone() };
        let always =
            [("utm_source", &self.source), ("utm_medium", &self.medium), ("utm_campaign", &self.name)];
        let wanted = [("utm_term", &self.term), ("utm_content", &self.content)];
        url.query_pairs_mut().extend_pairs(
            always.into_iter().chain(wanted.into_iter().filter(|(_, value)| !value.is_empty())),
        );
        url.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(url: &str) -> String {
        let text = |t: &str| t.to_owned();
        Link {
            id: LinkId(0),
            version: 0,
            campaign: CampaignId(1),
            channel: None,
            url: check_url(url).unwrap().0,
            source: text("douyin"),
            medium: text("cpc"),
            name: text("d11"),
            term: String::new(),
            content: text("banner_a"),
            created_at: 0,
        }
        .address()
    }

    #[test]
    fn a_channel_is_its_own_source_where_its_key_can_be_one() {
        assert_eq!(usual_source("dy-live", "抖音"), "dy-live");
        assert_eq!(usual_source("抖音", "抖音"), "douyin");
        assert_eq!(usual_source("b站", "B站"), "bilibili");
        assert_eq!(usual_source("地推", "地推"), "地推");
        assert!(SOURCES.iter().all(|(_, source)| check_utm(source).is_ok()));
    }

    #[test]
    fn a_text_message_is_a_medium_of_its_own() {
        assert_eq!(usual_medium("sms", Some(ChannelKind::Owned)), "sms");
        assert_eq!(usual_medium("wechat", Some(ChannelKind::Owned)), "social");
        assert_eq!(usual_medium("douyin", Some(ChannelKind::Paid)), "cpc");
    }

    #[test]
    fn the_address_keeps_what_it_had_and_says_where_from() {
        assert_eq!(
            link("https://shop.cn/p?id=7&x=a%20b#top"),
            "https://shop.cn/p?id=7&x=a%20b&utm_source=douyin&utm_medium=cpc&utm_campaign=d11&utm_content=banner_a#top"
        );
        assert_eq!(
            link("https://shop.cn/?utm_source=old&id=1&utm_medium=x"),
            "https://shop.cn/?id=1&utm_source=douyin&utm_medium=cpc&utm_campaign=d11&utm_content=banner_a"
        );
        assert_eq!(
            link("https://商店.cn"),
            "https://xn--czrs0t.cn/?utm_source=douyin&utm_medium=cpc&utm_campaign=d11&utm_content=banner_a"
        );
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        let bad = ["shop.cn", "ftp://shop.cn", "javascript:alert(1)", "https://", "https://u:p@shop.cn", ""];
        for bad in bad.into_iter().chain(["https://:p@shop.cn"]) {
            assert!(check_url(bad).is_err(), "{bad}");
        }
        let long = |n: usize| format!("https://shop.cn/{}", "a".repeat(n - 16));
        assert!(check_url(&long(2_000)).is_ok());
        assert_eq!(check_url(&long(2_001)), Err(Fault::TooLong { limit: 2_000 }));
    }

    #[test]
    fn one_spelling_for_utm_values() {
        assert_eq!(check_utm(" d11_banner-2.b ").unwrap(), "d11_banner-2.b");
        let near = |text| match check_utm(text) {
            Err(Fault::BadUtm { near, .. }) => near,
            other => panic!("{other:?}"),
        };
        assert_eq!(near("Double 11"), "double_11");
        assert_eq!(near("抖音"), "");
        assert!(check_utm(&"a".repeat(81)).is_err());
    }
}
