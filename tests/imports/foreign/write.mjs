// Writes the sheets that it reads as JSON from standard input, as SheetJS and ExcelJS write them: node write.mjs FOLDER
import fs from "node:fs";
import path from "node:path";
import ExcelJS from "exceljs";
import XLSX from "xlsx";

const folder = process.argv[2];
const variants = JSON.parse(fs.readFileSync(0, "utf8"));

const day = (value) => value && typeof value === "object" && "day" in value;
const moment = (value) => new Date(`${value.day}T00:00:00Z`);

function sheetjs(variant) {
  const book = XLSX.utils.book_new();
  for (const sheet of variant.sheets) {
    const cells = sheet.cells.map((line) => line.map((value) => (day(value) ? null : value)));
    const page = XLSX.utils.aoa_to_sheet(cells);
    sheet.cells.forEach((line, row) =>
      line.forEach((value, column) => {
        const place = XLSX.utils.encode_cell({ r: row, c: column });
        const format = sheet.formats[column];
        if (day(value)) {
          const serial = moment(value).getTime() / 86400000 + 25569;
          page[place] = { t: "n", v: serial, z: format ?? "yyyy-mm-dd" };
        } else if (format && typeof value === "number") {
          page[place].z = format;
        }
      }),
    );
    page["!ref"] = XLSX.utils.encode_range({
      s: { r: 0, c: 0 },
      e: { r: sheet.cells.length - 1, c: Math.max(...sheet.cells.map((line) => line.length)) - 1 },
    });
    page["!merges"] = sheet.merged.map(([r, c, r2, c2]) => ({ s: { r, c }, e: { r: r2, c: c2 } }));
    XLSX.utils.book_append_sheet(book, page, sheet.name);
  }
  for (const [kind, ending] of [["xlsx", "xlsx"], ["biff8", "xls"], ["xlml", "xml"]]) {
    const file = path.join(folder, `sheetjs-${kind}`, `${variant.name}.${ending}`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, XLSX.write(book, { bookType: kind, type: "buffer", compression: true }));
  }
}

async function exceljs(variant) {
  const book = new ExcelJS.Workbook();
  book.created = book.modified = new Date("2026-10-08T00:00:00Z");
  for (const sheet of variant.sheets) {
    const page = book.addWorksheet(sheet.name);
    sheet.cells.forEach((line, row) =>
      line.forEach((value, column) => {
        if (value === null) return;
        const cell = page.getCell(row + 1, column + 1);
        cell.value = day(value) ? moment(value) : value;
        if (day(value)) cell.numFmt = sheet.formats[column] ?? "yyyy-mm-dd";
        else if (sheet.formats[column] && typeof value === "number") cell.numFmt = sheet.formats[column];
      }),
    );
    for (const [top, left, bottom, right] of sheet.merged) page.mergeCells(top + 1, left + 1, bottom + 1, right + 1);
  }
  const file = path.join(folder, "exceljs", `${variant.name}.xlsx`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await book.xlsx.writeFile(file);
}

for (const variant of variants) {
  sheetjs(variant);
  await exceljs(variant);
}
