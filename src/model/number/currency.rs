//! The signs of currencies.

/// Currencies people know by a sign.
const SIGNS: [(&str, &str); 24] = [
    ("CNY", "¥"),
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("HKD", "HK$"),
    ("TWD", "NT$"),
    ("MOP", "MOP$"),
    ("SGD", "S$"),
    ("KRW", "₩"),
    ("INR", "₹"),
    ("THB", "฿"),
    ("VND", "₫"),
    ("PHP", "₱"),
    ("MYR", "RM"),
    ("IDR", "Rp"),
    ("AUD", "A$"),
    ("NZD", "NZ$"),
    ("CAD", "C$"),
    ("MXN", "MX$"),
    ("BRL", "R$"),
    ("RUB", "₽"),
    ("TRY", "₺"),
    ("ILS", "₪"),
];

/// The other currencies of ISO 4217 in use, each with the blank that follows its code.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BSD BTN BWP BYN BZD CDF \
    CHF CLP COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GNF GTQ GYD HNL HTG HUF IQD IRR \
    ISK JMD JOD KES KGS KHR KMF KPW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MRU MUR MVR MWK MZN \
    NAD NGN NIO NOK NPR OMR PAB PEN PGK PKR PLN PYG QAR RON RSD RWF SAR SBD SCR SDG SEK SHP SLE SOS SRD SSP STN SVC \
    SYP SZL TJS TMT TND TOP TTD TZS UAH UGX UYU UZS VES VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ";

/// What stands before an amount in a currency; none for what is no currency.
pub fn symbol(code: &str) -> Option<&'static str> {
    let code = code.trim().to_ascii_uppercase();
    if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == code) {
        return Some(sign);
    }
    CODES.split_inclusive(' ').find(|known| known.trim_end() == code && !code.is_empty())
}
