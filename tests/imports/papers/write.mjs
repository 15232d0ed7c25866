// Writes the papers of tests/imports/papers with the npm package docx: node write.mjs FOLDER
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
const require = createRequire(process.cwd() + "/");
const d = require("docx");
const P = (text, more = {}) => new d.Paragraph({ children: [new d.TextRun({ text, font: "FangSong" })], ...more });
const centred = { alignment: d.AlignmentType.CENTER };
const heading = (text) => new d.Paragraph({ text, numbering: { reference: "sections", level: 0 } });
const numbering = {
  config: [{ reference: "sections", levels: [{ level: 0, format: d.LevelFormat.CHINESE_COUNTING, text: "%1、" }] }],
};
const decision = new d.Document({ numbering, sections: [{ children: [
  P("龙江县市场监督管理局", centred), P("行政处罚决定书", centred), P("龙市监罚〔2026〕37号", centred),
  P("当事人：龙江县丰禾农资经销有限公司"),
  P("统一社会信用代码：91230221MA0EXAMP17　　法定代表人：王示范"),
  heading("违法事实"), P("2026年8月14日，当事人在经营门店收取未标明的费用。"),
  heading("处罚依据"), P("依据《中华人民共和国价格法》第四十二条作出处罚。"),
  heading("处罚内容"), P("罚款2000元。"),
  P("龙江县市场监督管理局", { alignment: d.AlignmentType.RIGHT }),
  P("2026年9月22日", { alignment: d.AlignmentType.RIGHT }),
] }] });
writeFileSync(`${process.argv[2]}/decision by docx (npm).docx`, await d.Packer.toBuffer(decision));
