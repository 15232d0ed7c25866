"""The order of children that WordprocessingML's schema fixes, and for which Word refuses a file (ECMA-376-1, 17)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tests.adapters.writers.reading import WORD

_SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
    "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
    "proofState formsDesign attachedTemplate linkStyles trackRevisions documentProtection defaultTabStop "
    "autoHyphenation evenAndOddHeaders characterSpacingControl compat rsids themeFontLang clrSchemeMapping",
}
_ORDER = {parent: names.split() for parent, names in _SEQUENCES.items()}
_LAST_IN_A_CELL = "p"


def faults(root: etree._Element) -> Iterator[str]:
    """Yield a sentence for each element that stands where the schema does not let it."""
    for parent, order in _ORDER.items():
        for element in root.iter(f"{WORD}{parent}"):
            names = [child.tag.removeprefix(WORD) for child in element if isinstance(child.tag, str)]
            if unknown := [name for name in names if name not in order]:
                yield f"{parent} holds {unknown}"
            elif [order.index(name) for name in names] != sorted(order.index(name) for name in names):
                yield f"{parent} holds {names} out of order"
            elif parent not in ("tbl", "tr", "sectPr") and len(set(names)) < len(names):
                yield f"{parent} holds {names} twice"
    for cell in root.iter(f"{WORD}tc", f"{WORD}txbxContent", f"{WORD}hdr", f"{WORD}ftr"):
        if not len(cell) or cell[-1].tag != f"{WORD}{_LAST_IN_A_CELL}":
            yield f"{cell.tag.removeprefix(WORD)} does not end with a paragraph"
    yield from _rows(root)


def _rows(root: etree._Element) -> Iterator[str]:
    """Every row of a table has as many columns as its grid."""
    for table in root.iter(f"{WORD}tbl"):
        columns = len(table.findall(f"{WORD}tblGrid/{WORD}gridCol"))
        for row in table.findall(f"{WORD}tr"):
            spans = [cell.find(f"{WORD}tcPr/{WORD}gridSpan") for cell in row.findall(f"{WORD}tc")]
            width = sum(1 if span is None else int(span.get(f"{WORD}val") or 1) for span in spans)
            if width != columns:
                yield f"a row has {width} columns of {columns}"


def unknown_styles(body: etree._Element, styles: etree._Element) -> set[str]:
    """Return the styles that a part names and that there are not."""
    known = {style.get(f"{WORD}styleId") for style in styles.iter(f"{WORD}style")}
    named = {one.get(f"{WORD}val") for one in body.iter(f"{WORD}pStyle", f"{WORD}rStyle", f"{WORD}basedOn")}
    return {name or "" for name in named - known}
