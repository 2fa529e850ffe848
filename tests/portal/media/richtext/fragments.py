"""What clerks really paste, from Word, Excel and web pages, and what is stored of it.

Each: where it comes from, as it comes, as it is stored.
"""

FRAGMENTS: list[tuple[str, str, str]] = [
    ("gạch chân", "<p><u>Điều 1</u></p>", "<p><u>Điều 1</u></p>"),
    ("gạch ngang", "<p><s>50</s> <strike>40</strike></p>", "<p><s>50</s> <s>40</s></p>"),
    ("sửa của web", "<p><del>cũ</del><ins>mới</ins></p>", "<p><s>cũ</s><u>mới</u></p>"),
    ("tô sáng", "<p><mark>quan trọng</mark></p>", "<p><mark>quan trọng</mark></p>"),
    ("chữ nhỏ", "<p><small>ghi chú</small></p>", "<p><small>ghi chú</small></p>"),
    (
        "định nghĩa",
        "<dl><dt>CNTT</dt><dd>công nghệ thông tin</dd></dl>",
        "<dl>\n<dt>CNTT</dt>\n<dd>công nghệ thông tin</dd>\n</dl>",
    ),
    (
        "định nghĩa trong div",
        "<dl><div><dt>A</dt><dd><p>một</p><p>hai</p></dd></div></dl>",
        "<dl>\n<dt>A</dt>\n<dd><p>một</p><p>hai</p></dd>\n</dl>",
    ),
    ("thơ", "<pre>Sông Hương\n  lặng lẽ</pre>", "<pre>Sông Hương\n  lặng lẽ</pre>"),
    ("thơ có br", "<pre>\nmột<br>hai\n</pre>", "<pre>một\nhai</pre>"),
    (
        "lệnh",
        "<p>Gõ <code>ls</code>, <kbd>Enter</kbd></p>",
        "<p>Gõ <code>ls</code>, <kbd>Enter</kbd></p>",
    ),
    (
        "chữ viết tắt",
        '<p><abbr title="Công nghệ thông tin">CNTT</abbr></p>',
        '<p><abbr title="Công nghệ thông tin">CNTT</abbr></p>',
    ),
    (
        "tiếng nước ngoài",
        '<p>Hội nghị <span lang="en">Open Data Day</span></p>',
        '<p>Hội nghị <span lang="en">Open Data Day</span></p>',
    ),
    ("đoạn tiếng Pháp", '<p lang="fr">Bonjour</p>', '<p lang="fr">Bonjour</p>'),
    (
        "tiếng của bàn phím trong Word",
        '<p class=MsoNormal><span lang=EN-US style="mso-x:y">Sở BCVT</span></p>',
        "<p>Sở BCVT</p>",
    ),
    (
        "giữa, trong Word",
        '<p class="MsoNormal" align="center" style="text-align:center"><b>THÔNG BÁO</b></p>',
        '<p class="align-center"><strong>THÔNG BÁO</strong></p>',
    ),
    (
        "phải, trên web",
        '<div style="text-align: right">Huế, ngày 30 tháng 01 năm 2007</div>',
        '<p class="align-right">Huế, ngày 30 tháng 01 năm 2007</p>',
    ),
    (
        "giữa kiểu cũ",
        "<center>Độc lập<p>Tự do</p></center>",
        '<p class="align-center">Độc lập</p>\n<p class="align-center">Tự do</p>',
    ),
    ("đều hai bên", '<p style="text-align:justify">Nội dung</p>', "<p>Nội dung</p>"),
    ("đề mục giữa", '<h3 align=center>Chương I</h3>', '<h3 class="align-center">Chương I</h3>'),
    (
        "ô số của Excel",
        "<table><tr><td class=xl65 align=right style='text-align:right'>35,5</td>"
        "<td><p align=center>28</p></td></tr></table>",
        '<table>\n<tbody>\n<tr><td class="align-right">35,5</td>'
        '<td class="align-center">28</td></tr>\n</tbody>\n</table>',
    ),
    (
        "đề mục sáu bậc",
        "<h4>Mục 1</h4><h5>Điều 1</h5><h6>Khoản 1</h6>",
        "<h2>Mục 1</h2>\n<h3>Điều 1</h3>\n<h4>Khoản 1</h4>",
    ),
    (
        "liên kết có lời",
        '<p><a href="/tin-tuc/" title="Tin của Sở" target=_blank>tin</a></p>',
        '<p><a href="/tin-tuc/" title="Tin của Sở">tin</a></p>',
    ),
    (
        "trích trong câu",
        "<p><q>Lời</q> <cite>Báo cáo</cite></p>",
        "<p><q>Lời</q> <cite>Báo cáo</cite></p>",
    ),
    (
        "danh sách của Word",
        '<ol start="3" type="a"><li class=MsoNormal><p><b>Một</b></p></li></ol>',
        '<ol start="3" type="a">\n<li><strong>Một</strong></li>\n</ol>',
    ),
    ("số mũ", "<p>m<sup>2</sup> CO<sub>2</sub></p>", "<p>m<sup>2</sup> CO<sub>2</sub></p>"),
    (
        "chữ nghiêng kiểu khác",
        "<p><dfn>tin học</dfn> <var>x</var> <tt>a</tt></p>",
        "<p><em>tin học</em> <em>x</em> <code>a</code></p>",
    ),
]  # fmt: skip
