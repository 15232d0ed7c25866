"""Words that say whether a value belongs to a private person or to an office."""

from __future__ import annotations

NAME_HEADER = (
    r"姓名|户主|农户|申请人|领取人|领款人|受助人|受益人|学生|患者|病人|残疾人|老人|儿童|孤儿|幼儿|被救助人|救助对象|补贴对象|"
    r"低保对象|保障对象|种植户|养殖户|持卡人|开户人|收款人|户名|被征收人|承租人|当事人|被处罚人|参保人|名字|"
    r"(?:承包|经营|种粮|搬迁|脱贫|监测|补助|贫困|低保|困难|受灾|受益|住|租|用)户(?![型籍数口均外内厕])|承包人|业主|[车机]主(?!要|管)|房主|事主|家长|监护人|"
    r"信访人|投诉人|举报人|反映人|报名人|考生|选手|队员|学员|社员|持有人|缴费人|所有人|使用人|借款人|购房人|旅客|乘客|驾驶人|志愿者|"
    "移交人|接收人|机手|权利人|参保对象"
)
"""Headers whose cells are people's names."""
PERSONAL_HEADER = (
    r"身份证|身份号码|证件号|住址|户主|农户|金额|补贴|补助|性别|年龄|申请人|户籍|学生|残疾|出生|民族|救助|低保|亩|本人|家庭|"
    r"一卡通|社保卡"
)
"""Headers of lists of private persons; they outweigh a column with an office in it."""
HOLDER_HEADER = (
    r"单位|企业|公司|机构|合作社|户名|(?:账户|帐户|主体|经营者|组织|农场|工厂|部门)名称|^名称$|供应商|中标|成交|收款|缴款|"
    r"承包方|施工|代理"
)
"""Headers whose cells say whose an account or a telephone is, where it is no person's."""
OFFICE_HEADER = (
    r"单位|部门|科室|机构|窗口|职务|职责|企业|公司|供应商|学校|医院|网点|站所|乡镇|街道|村委会|社区|名称|地区|辖区|"
    r"办公|值班|监督|事项|代理"
)
PRIVATE_PERSON = (
    r"当事人|被处罚人|信访人|申请人|举报人|投诉人|投诉者|来访人|户主|本人|农户|村民|居民|患者|家属|监护人|经办人|撰稿人|"
    r"法定代表人|个人|身份证|身份号码|这户|该户|受害人|被告|原告|被申请人|持证人|家长|学生|老人|丈夫|妻子|儿子|女儿|父亲|母亲|"
    r"驾驶人|车主|失主|死者|伤者|姓名"
)
OFFICE_CONTACT = (
    r"(?:监督|举报|投诉|咨询|值班|报名|受理)(?!人|者|过|了)|热线|办公|客服|传真|总机|窗口|服务电话|服务手机|报修|抢修|应急电话|"
    r"救援|预约|公开电话|工作手机|工作电话|(?:警务|公务|执法|专用|应急)(?:手机|电话|通|专线)"
)
"""What an office calls the numbers that it publishes."""
FOR_WORK = r"\s*[（(【\[，,]\s*[一-龥]{0,6}(?:工作|办公|公务|值班|对外|警务|业务)[一-龥]{0,4}(?:用|手机|电话|公[布开])"
"""What it says behind them."""
CONTACT = "联系人|联系方式"
"""What offices and private persons alike have beside their numbers."""
ORGANISATION = (
    r"局|政府|委员会|办公室|中心(?![街路村屯大])|公司|机构|法院|检察院|合作社|医院|学校|小学|中学|银行|支行|事务所|协会|管委会|财政|"
    r"招标人|采购人|供应商|工厂|大队|总站|集团|商行|招标|采购|非税|专户|国库|[县市镇乡]委"
)
FIXED_LINE = r"(?<![0-9])0[1-9][0-9]{1,2}-[0-9]{7,8}|传真|邮编|邮政编码"
"""An office's own contact block carries such things."""
