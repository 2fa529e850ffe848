"""Word files as Word writes them, as small as can be, and files that only look like one."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:pic="{PIC}" xmlns:wp="{WP}"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/></Types>'
)
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:styleId="Dau1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dau2"><w:name w:val="heading 2"/></w:style>'
    "</w:styles>"
)
NUMBERS = (
    f'{HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
NOTES = (
    f'{HEAD}<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p><w:r>'
    "<w:t>Theo báo cáo của Sở.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def relationships(*rows: tuple[str, str, str]) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>'
        for name, kind, target in rows
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def picture(relationship: str, described: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{described}"/><a:graphic>'
        f'<a:graphicData uri="{PIC}"><pic:pic><pic:blipFill><a:blip r:embed="{relationship}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def png(colour: str = "#5a2a7e") -> bytes:
    content = BytesIO()
    Image.new("RGB", (64, 36), colour).save(content, "PNG")
    return content.getvalue()


REPORT = "".join(
    [
        paragraph(run("Báo cáo năm 2006"), '<w:pStyle w:val="Dau1"/>'),
        paragraph(run("Kết quả"), '<w:pStyle w:val="Dau2"/>'),
        paragraph(run("Huế, ngày 30 tháng 01"), '<w:jc w:val="right"/>'),
        paragraph(
            run("Mật độ đạt ")
            + run("35,5", "<w:b/>")
            + run(" máy", '<w:u w:val="single"/><w:color w:val="FF0000"/>')
            + '<w:r><w:footnoteReference w:id="1"/></w:r>'
        ),
        paragraph(run("Một"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        paragraph(run("Hai"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f"<w:tc>{paragraph(run('Năm'))}</w:tc><w:tc>{paragraph(run('Máy'))}</w:tc></w:tr><w:tr>"
        f"<w:tc>{paragraph(run('2006'))}</w:tc><w:tc>{paragraph(run('35,5'))}</w:tc></w:tr></w:tbl>",
        paragraph(picture("rId1", "Biểu đồ mật độ") + picture("rId2") + picture("rId3")),
        paragraph('<w:r><w:commentReference w:id="1"/></w:r>'),
    ]
)


def parts(body: str = REPORT) -> dict[str, str | bytes]:
    """The parts of a file with this text."""
    text = f"{HEAD}<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": text,
        "word/_rels/document.xml.rels": relationships(
            ("rId1", "image", "media/image1.png"),
            ("rId2", "image", "media/image2.png"),
            ("rId3", "image", "media/image3.emf"),
        ),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERS,
        "word/footnotes.xml": NOTES,
        "word/media/image1.png": png(),
        "word/media/image2.png": png("#c47a22"),
        "word/media/image3.emf": b"\x01\x00\x00\x00",
    }


def word_file(found: dict[str, str | bytes] | None = None, name: str = "bao-cao.docx"):
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for path, part in (parts() if found is None else found).items():
            archive.writestr(path, part)
    return SimpleUploadedFile(name, content.getvalue())
