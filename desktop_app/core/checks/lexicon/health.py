"""Words of illness and disability (sensitive personal data: 个人信息保护法 art. 28)."""

from __future__ import annotations

ILLNESS = (
    r"[肺肝胃肠乳腺宫颈食道管胰淋巴血骨脑癌]{1,4}癌|癌症|肿瘤|白血病|尿毒症|透析|肾(?:衰竭|功能不全|病)|肝硬化|肝炎|肺结核|结核病|"
    r"艾滋|HIV|梅毒|性病|精神(?:分裂|障碍|疾病|病|残疾)|抑郁|癫痫|痴呆|阿尔茨海默|自闭症|孤独症|脑瘫|脑梗|脑出血|中风|瘫痪|偏瘫|"
    r"糖尿病|高血压|心脏病|冠心病|心肌梗|心梗|血友病|红斑狼疮|类风湿|风湿|帕金森|尘肺|矽肺|哮喘|慢阻肺|股骨头坏死|再生障碍|"
    r"重[大特]?疾病|大病|重病|慢性病|罕见病|职业病|乙肝|丙肝|骨折|截肢|失明|聋哑|智障|因病|患病|恶性|地中海贫血|吸毒|流产"
)
_IMPAIRED = r"(?:肢体|智力|精神|视力|听力|言语|多重)"
DISABILITY = (
    rf"[一二三四1-4]级{_IMPAIRED}?残疾|{_IMPAIRED}[一二三四1-4]级|{_IMPAIRED}残疾|"
    r"残疾人?证|重度残疾|因残|伤残"
)
HEALTH_HEADER = (
    r"残疾|病种|疾病|病情|患病|病名|诊断|健康状况|身体状况|伤残|失能|精神状况|"
    r"致困原因|致贫原因|困难原因|救助原因|救助事由"
)
REASON_HEADER = r"原因|事由|状况"
"""Headers under which only some entries speak of health."""
NOTHING = r"无|健康|良好|正常|一般|否|没有|-+|/|—+|未患病|[0-9.]+"
NOT_PATIENTS_HEADER = r"擅长|职称|科室|坐诊|出诊|医师|医生|专家|动物|畜|禽|兽"
"""Columns of lists of doctors or animals."""
NOT_PATIENTS = (
    r"医师|医生|护士|专家|教授|擅长|坐诊|出诊|养殖|生猪|猪只|母猪|耕牛|奶牛|肉牛|羊只|家禽|肉鸡|蛋鸡|"
    r"禽流感|动物|牲畜|宠物|兽医"
)
"""Sentences of doctors or animals."""
