"""Words that say of somebody who is named that it is a child, and those that say it is not; patterns."""

from __future__ import annotations

NUMERAL = "[一二三四五六七八九十]"
CLASS = (
    rf"(?:{NUMERAL}|[1-9])年级|[初高][一二三123](?![0-9])|[小中大学托]{NUMERAL}?班|"
    rf"{NUMERAL}\s*[（(]\s*[0-9一二三四五六七八九十]{{1,2}}\s*[）)]|(?:{NUMERAL}|[0-9]{{1,2}})班"
)
"""A class at school, as schools write it: 三年级, 初二, 大一班, 三（1）班."""
YOUNG = (
    r"(?<![0-9.])(?:[0-9]|1[0-7])\s*周?岁|年龄[:：]?\s*(?:[0-9]|1[0-7])(?![0-9])|[0-9]{1,2}\s*个?月[龄大]|"
    rf"(?<!{NUMERAL})(?:十?[一二三四五六七八九]|十|十[一二三四五六七])周?岁"
)
"""An age below eighteen."""
CHILD = (
    r"小学生|中学生|(?<!大)(?<!大学)学生|儿童|孤儿|幼儿|未成年人|女孩|男孩|女生|男生|孩子|女童|男童|幼童|患儿|婴儿|弃婴|小朋友|"
    r"少年|少女|[女男]婴|新生儿|少先队员|小(?:姑娘|记者|选手|主持人|演员|歌手)"
)
KIN = r"[长次小幼继养孙之其][子女]|儿子|女儿|被收养人"
"""Sons and daughters, of any age."""
CALLED = r"(?:[，,]?(?:名叫|叫|取名))?"
SCHOOL = (
    rf"{NUMERAL}年{NUMERAL}班|{NUMERAL}\s*[（(][0-9一二三四五六七八九十]{{1,2}}[）)]|小学|中学|初中|初[一二三]|"
    r"[一二三四五六七八九1-9]年级|幼儿园|[小中大]班|学前"
)
"""What a list's column says of a pupil."""
HEADING = (
    r"[中小]学(?:生|组|段|部|毕业)|初中|[一二三四五六七八九1-9]年级|幼儿|少儿|少年(?!宫)|儿童|学生|毕业生|新生|孩子|小朋友|入队|"
    r"校车|入[园学]|转学|作业|[低中高]年级|20[12][0-9]年?[—\-~至]20[12][0-9]年?出生"
)
"""What stands above a list of children."""
TEACHES = r"教师|老师|任教|班主任|辅导员|家长|评委"
GROWN_HEADING = (
    rf"{TEACHES}|辅导|领导|校长|园长|教练|监护人|资助人|捐[赠款]|爱心人士|联系人|负责人|职工|录用|聘|"
    "供应商|法人|公司|中标"
)
"""What stands above, or in, a list of those who have to do with children."""
GROWN = r"大学|学院|研究生|党校|高校|老年|考录|公务员|事业单位|招聘|成绩复核"
"""Where pupils and fellow students are grown up."""
CUE = (
    rf"{CHILD}|{KIN}|[助寄收送抱代]养|校车|入[园学]|转学|作业|少儿|小学|初中|同学|选手|班|年级|[初高][一二三123]|岁|月[龄大]|"
    r"20[0-9]{2}[年.\-/]"
)
"""Without one of these a line does not itself say that it names a child."""
GATE = (
    "[助寄收送抱代]养|校车|入[园学]|转学|作业|少儿|小学|初中|小姑娘|小记者|小选手|学生|儿童|孤儿|幼儿|未成年人|女孩|男孩|孩子|"
    "女童|男童|岁|患儿|婴|小朋友|少年|少女|月[龄大]|新生儿|少先队|年级|班|[初高][一二三123]|同学|[长次小幼继养孙其][子女]|"
    r"儿子|女儿|迁入人|收养人|出生|生于|[:：]\s*[一-龥]{2,4}\s*$|"
    r"^\W{0,3}(?:第?[0-9一二三四五六七八九十]{1,3}名?\W{0,3})?[一-龥]{2,4}(?:[\s,，、|（(:：]|$)"
)
"""The same, or a line of a list or a form, which may stand below such words."""
