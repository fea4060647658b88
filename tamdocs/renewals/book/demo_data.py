"""What the orders of a demonstration book are made of. Companies, people and telephone numbers are made up."""

from __future__ import annotations

from typing import NamedTuple


class Town(NamedTuple):
    country: str
    city: str
    postal_code: str
    region: str | None
    street: str
    phone: str
    time_zone: str
    currency: str


TOWNS = (
    Town("US", "Oakland", "94607", "CA", "Harbor Way", "+1 510 555 01", "America/Los_Angeles", "USD"),
    Town("US", "Austin", "78701", "TX", "Congress Avenue", "+1 512 555 01", "America/Chicago", "USD"),
    Town("US", "Albany", "12207", "NY", "State Street", "+1 518 555 01", "America/New_York", "USD"),
    Town("CA", "Toronto", "M5H 2N2", "ON", "Bay Street", "+1 416 555 01", "America/Toronto", "CAD"),
    Town("MX", "Monterrey", "64000", "N.L.", "Avenida Juárez", "+52 81 5550 01", "America/Monterrey", "MXN"),
    Town("BR", "São Paulo", "01310-100", "SP", "Avenida Paulista", "+55 11 5550 01", "America/Sao_Paulo", "BRL"),
    Town("CN", "上海", "200120", "上海市", "世纪大道", "+86 21 5550 01", "Asia/Shanghai", "CNY"),
    Town("CN", "深圳", "518000", "广东省", "深南大道", "+86 755 5550 01", "Asia/Shanghai", "CNY"),
    Town("CN", "北京", "100020", "北京市", "建国路", "+86 10 5550 01", "Asia/Shanghai", "CNY"),
    Town("SG", "Singapore", "099253", None, "Maritime Square", "+65 5550 01", "Asia/Singapore", "SGD"),
    Town("JP", "Osaka", "530-0001", "Osaka", "Umeda", "+81 6 5550 01", "Asia/Tokyo", "JPY"),
    Town("IN", "Pune", "411001", "Maharashtra", "Station Road", "+91 20 5550 01", "Asia/Kolkata", "INR"),
    Town("NP", "Kathmandu", "44600", None, "Durbar Marg", "+977 1 5550 01", "Asia/Kathmandu", "NPR"),
    Town("BD", "Dhaka", "1212", None, "Gulshan Avenue", "+880 2 5550 01", "Asia/Dhaka", "BDT"),
    Town("AU", "Perth", "6000", "WA", "Hay Street", "+61 8 5550 01", "Australia/Perth", "AUD"),
    Town("DE", "Stuttgart", "70565", None, "Industriestraße", "+49 711 5550 1", "Europe/Berlin", "EUR"),
    Town("DE", "München", "80331", None, "Sonnenstraße", "+49 89 5550 1", "Europe/Berlin", "EUR"),
    Town("FR", "Lyon", "69002", None, "rue de la République", "+33 4 5550 01", "Europe/Paris", "EUR"),
    Town("GB", "Leeds", "LS1 4DY", None, "Wellington Street", "+44 113 496 01", "Europe/London", "GBP"),
    Town("PL", "Łódź", "90-001", None, "ulica Piotrkowska", "+48 42 5550 01", "Europe/Warsaw", "PLN"),
    Town("SA", "Riyadh", "11564", None, "King Fahd Road", "+966 11 5550 01", "Asia/Riyadh", "SAR"),
    Town("AE", "Dubai", "00000", "Dubai", "Sheikh Zayed Road", "+971 4 5550 01", "Asia/Dubai", "AED"),
    Town("IL", "Haifa", "3100001", None, "Ben Gurion Avenue", "+972 4 5550 01", "Asia/Jerusalem", "ILS"),
    Town("KW", "Kuwait City", "13001", None, "Fahad Al Salem Street", "+965 5550 01", "Asia/Kuwait", "KWD"),
    Town(
        "ZA", "Durban", "4001", "KwaZulu-Natal", "Anton Lembede Street", "+27 31 5550 01", "Africa/Johannesburg", "ZAR"
    ),
    Town("RU", "Казань", "420111", None, "улица Баумана", "+7 843 5550 01", "Europe/Moscow", "RUB"),
)

TRADES = ("Logistics", "Foods", "Instruments", "Energy", "Textiles", "Shipping", "Insurance", "Robotics", "Paper")
HOUSES = ("Alder", "Brook", "Cobalt", "Dune", "Ember", "Fjord", "Granite", "Harrow", "Isle", "Juniper", "Kestrel")
MARKS = ("North", "Grand", "Blue", "Old", "Upper", "Three", "Silver", "New")
FORMS = {
    "DE": "GmbH & Co. KG",
    "FR": "S.A.S.",
    "GB": "Ltd",
    "US": "Inc.",
    "JP": "K.K.",
    "PL": "Sp. z o.o.",
    "BR": "Ltda.",
}
CHINESE_HOUSES = ("海川", "明远", "华盛", "金石", "东方", "瑞丰", "长河", "青松")
CHINESE_TRADES = ("物流", "食品", "仪器", "能源", "纺织", "科技", "保险")

FIRST = ("Annika", "Piotr", "Claire", "Søren", "Mira", "Jonas", "Priya", "Kenji", "Layla", "Tomás", "Ruth", "Omar")
LAST = ("Vogt", "Wójcik", "Lefèvre", "Dahl", "Şahin", "Brandt", "Rao", "Mori", "Haddad", "Núñez", "Okafor", "Lindqvist")
CHINESE_FIRST = ("伟", "芳", "敏", "静", "磊", "洋", "雪梅", "志强")
CHINESE_LAST = ("王", "李", "张", "刘", "陈", "杨", "赵", "黄")
TITLES = ("Head of IT Security", "IT Director", "Purchasing Manager", "Systems Administrator")

SOFTWARE = (
    ("Endpoint Protection", "Symantec Endpoint Protection 14", "SEP"),
    ("Data Loss Prevention", "Symantec Data Loss Prevention 15", "DLP"),
    ("Messaging Gateway", "Symantec Messaging Gateway 10.6", "SMG"),
)
SERVICES = (("tam", "TAM"), ("css", "CSS"), ("bcs-rps", "RPS"))
