"""What people call the fields of an order in the headings of a table, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tamdocs.tables.headings import plain

# Names stand between semicolons; an empty one is a name that is left out.
_PARTS: Mapping[str, str] = {
    "/lines": "street; address; address line; street address; street line; 地址; 街道; 详细地址",
    "/city": "city; town; 城市; 市",
    "/region": "state; province; region; county; state province; 省; 省份; 州",
    "/postal_code": "postal code; zip; zip code; postcode; post code; 邮编; 邮政编码",
    "/country": "country; country code; 国家; 国家代码",
    "/name": "; name; person; full name; 姓名; 名称; 名字",
    "/title": "title; job title; position; 职务; 职位",
    "/email": "email; e-mail; mail; email address; 邮箱; 电子邮箱; 电子邮件",
    "/phone": "phone; telephone; tel; phone number; 电话; 联系电话",
    "/legal_name": "; name; legal name; company; company name; 名称; 公司名称; 法定名称",
}
_OWNERS: Mapping[str, str] = {
    "/customer": "customer; client; account; 客户; 客户公司; 甲方",
    "/customer/address": "customer; client; account; billing; ; 客户",
    "/customer/business_contact": "business contact; contact; customer contact; 业务联系人; 联系人; 客户联系人",
    "/customer/legal_contact": "legal contact; general counsel; legal; 法务联系人; 法务",
    "/service_provider/end_customer": "end customer; end user; 最终客户; 最终用户",
    "/service_provider/end_customer/address": "end customer; end user; 最终客户; 最终用户",
    "/delivery_location": "delivery; place of delivery; delivery location; ship to; site; 交付; 交付地; 服务地点",
    "/designated_contacts/*": "designated contact; designated contacts; named contact; 指定联系人",
    "/channel/reseller": "reseller; partner; distributor; 经销商; 代理商",
    "/channel/reseller/address": "reseller; partner; distributor; 经销商; 代理商",
    "/channel/reseller/contact": "reseller contact; partner contact; 经销商联系人; 代理商联系人",
    "/technical_account_manager": "tam; technical account manager; account manager; 技术客户经理; 客户经理",
}
_WHOLE: Mapping[str, str] = {
    "/order_number": "order number; order no; order; order id; contract number; 订单号; 订单编号; 合同编号; 合同号",
    "/order_date": "order date; ordered on; date of order; 订单日期; 下单日期; 签约日期",
    "/service": "service; service code; service type; 服务; 服务代码; 服务类型",
    "/territory": "territory; country of service; service country; 地域; 服务地域",
    "/languages": "language; languages; contract language; contract languages; 语言; 合同语言",
    "/edition": "edition; contract edition; 版本",
    "/renews": "renews; renews order; previous order; prior order; 续签自; 原订单号; 原合同编号",
    "/term/start": (
        "term start; start; start date; service start; valid from; begin date; 开始日期; 服务开始; 生效日期"
    ),
    "/term/end": (
        "term end; end; end date; service end; expiry; expiry date; expiration date; valid until; "
        "到期日; 结束日期; 服务到期"
    ),
    "/designated_software/*/family": "product family; family; software family; 产品系列; 产品族",
    "/designated_software/*/product": "product; product name; software; 产品; 产品名称; 软件",
    "/designated_software/*/license_number": (
        "license number; licence number; license no; license; serial number; 许可证号; 授权编号"
    ),
    "/designated_software/*/quantity": "quantity; qty; seats; units; licenses; 数量; 许可数量",
    "/designated_software/*/site_license": "site license; site licence; 场地许可; 站点许可",
    "/designated_software/*/base_support_end": (
        "base support end; end of base support; maintenance end; support end; support expiry; 基础支持到期; 维护到期日"
    ),
    "/channel/kind": "channel; sales channel; sold via; via; 渠道; 销售渠道",
    "/channel/quote_number": "quote number; quote no; quote; quotation; 报价单号; 报价编号",
    "/channel/payment_terms_days": "payment terms; payment days; payment terms days; net days; 付款期限; 付款天数",
    "/fee/amount": "fee; amount; price; fee amount; total; 费用; 金额; 价格; 合同金额",
    "/fee/currency": "currency; fee currency; currency code; 币种; 货币",
    "/technical_account_manager/time_zone": "tam time zone; time zone; timezone; 时区; 技术客户经理时区",
    "/renewal/delivery": (
        "renewal delivery; notice delivery; delivery method; notice by; sent by; 通知方式; 寄送方式; 送达方式"
    ),
    "/renewal/language": "renewal language; notice language; language of notices; 通知语言",
}


def names_of(pointer: str) -> Iterator[str]:
    """Yield what the field at *pointer* may be called, in the form of `plain`."""
    yield plain(pointer.replace("/*", ""))
    for name in _listed(_WHOLE, pointer):
        yield plain(name)
    owner, _, part = pointer.rpartition("/")
    for before in _listed(_OWNERS, owner):
        for after in _listed(_PARTS, f"/{part}"):
            if before or after:
                yield plain(f"{before} {after}")


def _listed(table: Mapping[str, str], key: str) -> list[str]:
    return table[key].split("; ") if key in table else []
