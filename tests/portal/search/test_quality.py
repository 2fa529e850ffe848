# ruff: noqa: E501  # one page of the corpus a line reads best
"""How far up the right page stands, over a small corpus: the mean reciprocal rank."""

import pytest

from portal.search import vocabulary
from portal.search.search import search
from tests import builders

# Written for this test: titles and texts such as a department has, with near neighbours.
CORPUS = [
    ("Hội nghị triển khai kế hoạch năm 2007", "Sở Bưu chính Viễn thông tỉnh Thừa Thiên –Huế tổng kết công tác năm 2006 ngày 30/01/2007."),
    ("Hội nghị giao ban quý I với các doanh nghiệp", "Các doanh nghiệp viễn thông báo cáo kết quả kinh doanh quý I."),
    ("Hội nghị cán bộ công chức năm 2007", "Công đoàn tổ chức hội nghị, bầu ban thanh tra nhân dân."),
    ("Hội thảo chính phủ điện tử", "Hội thảo bàn về cổng thông tin và một cửa điện tử."),
    ("Hội nghị quốc gia về CNTT lần thứ IV", "Hội nghị tại Huế có ba Bộ trưởng tham dự."),
    ("Quy hoạch phát triển bưu chính viễn thông đến năm 2010", "Định hướng đến năm 2020; mật độ điện thoại 35 máy/100 dân."),
    ("Quy hoạch công nghệ thông tin đến năm 2010", "Ứng dụng CNTT trong quản lý nhà nước, định hướng đến 2020."),
    ("Quy hoạch sử dụng đất huyện Phú Vang", "Ủy ban nhân dân huyện công bố quy hoạch."),
    ("Quyết định 12/2007/QĐ-UBND về quản lý Internet", "Quy định quản lý đại lý Internet trên địa bàn."),
    ("Quyết định 21/2007/QĐ-UBND về phí chợ", "Mức thu phí tại các chợ, có hiệu lực từ 12/07/2007."),
    ("Chỉ thị 07/CT-UBND về an toàn mạng", "UBND tỉnh yêu cầu các sở bảo đảm an toàn thông tin."),
    ("Nghị quyết 5/2006/NQ-HĐND", "Hội đồng nhân dân tỉnh thông qua đề án phát triển CNTT."),
    ("Mạng vô tuyến điện phòng chống bão lụt", "Mười cơ quan dùng mạng vô tuyến khi có bão, lũ."),
    ("Kiểm soát tần số tại khu vực 3", "Trung tâm Kiểm soát tần số KV 3 ký chương trình hợp tác."),
    ("Cấp phép tần số cho tàu cá", "Ngư dân đăng ký máy thu phát vô tuyến miễn phí."),
    ("Đào tạo tin học cho cán bộ xã", "Lớp đào tạo CNTT cho cán bộ cơ quan Đảng và Nhà nước."),
    ("Kiện toàn Hội tin học tỉnh", "UBND tỉnh giao Sở đứng ra kiện toàn hội."),
    ("Tin học hóa thư viện", "Thư viện tổng hợp đưa mục lục lên mạng."),
    ("Hỗ trợ doanh nghiệp ứng dụng CNTT", "Mỗi doanh nghiệp được hỗ trợ một trang web."),
    ("Website cho các sở, ban, ngành", "Triển khai trang tin điện tử cho cơ quan trong tỉnh."),
    ("Diễn đàn doanh nghiệp hàng tháng", "Doanh nghiệp trình bày năng lực và sản phẩm."),
    ("Dùng chung cơ sở hạ tầng kỹ thuật", "Các mạng bàn về cột treo cáp, cống bể và kết nối."),
    ("Ngầm hóa cáp viễn thông trên đường Lê Lợi", "Cáp treo trên phố được đưa xuống cống bể."),
    ("Đường dây nóng của Sở", "Số điện thoại tiếp nhận phản ánh của người dân."),
    ("Đặt hòm thư góp ý", "Người dân gửi ý kiến tại bộ phận một cửa."),
    ("Phát hành bộ tem về Nhã nhạc", "Bưu điện phát hành bộ tem nhạc cung đình Huế."),
    ("Tem thư kỷ niệm cầu Trường Tiền", "Bộ tem gồm bốn mẫu, in hình cầu qua sông Hương."),
    ("Điểm bưu điện văn hóa xã", "Mở lại mười điểm bưu điện ở vùng cao A Lưới."),
    ("Giá cước điện thoại di động giảm", "Cước gọi giảm từ ngày 1/3/2007."),
    ("Giá đất năm 2007", "Bảng giá các loại đất do UBND tỉnh ban hành."),
    ("Thanh tra đại lý Internet", "Thanh tra Sở xử phạt các đại lý mở cửa quá giờ."),
    ("Thanh toán qua bưu điện", "Dịch vụ thu hộ tiền điện, tiền nước."),
    ("Tuyển dụng công chức năm 2007", "Sở tuyển hai chuyên viên công nghệ thông tin."),
    ("Thi tuyển viên chức trung tâm", "Danh sách thí sinh đủ điều kiện dự thi."),
    ("Lịch tiếp công dân tháng 3", "Giám đốc tiếp công dân vào thứ năm hàng tuần."),
    ("Lịch cắt điện", "Tạm ngừng cung cấp điện để sửa chữa đường dây."),
    ("Cải cách thủ tục hành chính", "Rút ngắn thời gian cấp phép, công khai thủ tục."),
    ("Cơ chế một cửa liên thông", "Nhận và trả kết quả TTHC tại một nơi."),
    ("Văn bản quy phạm pháp luật mới", "Danh mục văn bản ban hành trong quý."),
    ("Rà soát văn bản QPPL", "Sở Tư pháp rà soát, hệ thống hóa văn bản."),
    ("Công ty Sông Hương ra mắt phần mềm kế toán", "Sản phẩm của doanh nghiệp phần mềm tại Huế."),
    ("Công viên phần mềm Huế", "Khu công nghiệp công nghệ thông tin đang được xây dựng."),
    ("Thuê bao Internet tăng mạnh", "Số thuê bao băng rộng tăng gấp đôi."),
    ("Phủ sóng di động vùng sâu", "Lắp thêm trạm phát sóng tại Nam Đông."),
    ("Trạm phát sóng và sức khỏe", "Kết quả đo bức xạ trong giới hạn cho phép."),
    ("Bão số 6 gây thiệt hại mạng cáp", "Nhiều tuyến cột bị đổ, liên lạc được khôi phục."),
    ("Lũ lụt ở hạ lưu sông Bồ", "Nước lên nhanh, chính quyền sơ tán dân."),
    ("Diễn tập phòng chống lụt bão", "Các mạng diễn tập bảo đảm thông tin liên lạc."),
    ("Bảo mật thông tin trong cơ quan", "Hướng dẫn dùng chữ ký số và mật khẩu."),
    ("Bảo tàng cổ vật cung đình", "Trưng bày chuyên đề dịp Festival."),
    ("Lý lịch khoa học cán bộ", "Mẫu kê khai dành cho cán bộ nghiên cứu."),
    ("Kỹ năng tìm tin trên mạng", "Lớp học kỹ năng dành cho thanh niên."),
    ("Ký kết hợp tác với Đà Nẵng", "Hai sở ký thỏa thuận về đào tạo."),
    ("Quỹ viễn thông công ích", "Hỗ trợ máy điện thoại cho vùng khó khăn."),
    ("Quý II: doanh thu viễn thông", "Doanh thu quý II đạt kế hoạch."),
    ("Hòa mạng tổng đài mới", "Tổng đài được hoà mạng tại Phú Bài."),
    ("Hóa đơn điện tử", "Chi cục thuế hướng dẫn lập hóa đơn."),
    ("Hoa đăng trên sông Hương", "Lễ hội thả hoa đăng đêm rằm."),
    ("Khen thưởng tập thể xuất sắc", "Chủ tịch UBND tỉnh tặng bằng khen cho Sở BCVT."),
    ("Báo cáo công tác năm 2006", "Báo cáo của Sở gửi ủy ban nhân dân tỉnh."),
    ("Góp ý dự thảo Luật Công nghệ thông tin", "Lấy ý kiến các sở về dự thảo luật."),
]  # fmt: skip

# What is asked, and the number of the page that should come first.
QUESTIONS = [
    ("hoi nghi trien khai ke hoach", 0),
    ("HỘI NGHỊ TRIỂN KHAI", 0),
    ("bcvt thua thien hue", 0),
    ("30/1/2007", 0),
    ("hội nghị tổng kết TT-Huế", 0),
    ("giao ban quy 1 doanh nghiep", 1),
    ("giao ban quý I", 1),
    ("hội nghị quốc gia công nghệ thông tin", 4),
    ("hoi nghi can bo cong chuc", 2),
    ("hội nghị CBCC", 2),
    ("quy hoạch bcvt", 5),
    ("quy hoach buu chinh vien thong", 5),
    ("mật độ điện thoại", 5),
    ("35 máy/100 dân", 5),
    ("quy hoạch cntt", 6),
    ("quy hoạch công nghệ thông tin 2010", 6),
    ("12/2007/QĐ-UBND", 8),
    ("12/2007/qd-ubnd", 8),
    ("12 2007 qd ubnd", 8),
    ("21/2007/QĐ-UBND", 9),
    ("chỉ thị an toàn mạng ủy ban nhân dân", 10),
    ("nghị quyết HĐND", 11),
    ("nghi quyet hoi dong nhan dan", 11),
    ("mang vo tuyen bao lut", 12),
    ("tần số kv 3", 13),
    ("tan so khu vuc 3", 13),
    ("tần số tàu cá", 14),
    ("đào tạo tin học", 15),
    ("Hội tin học", 16),
    ("hoi tin hoc tinh", 16),
    ("tin học hoá", 17),
    ("hỗ trợ doanh nghiệp ứng dụng công nghệ thông tin", 18),
    ("website sở ban ngành", 19),
    ("dien dan hang thang", 20),
    ("hạ tầng kĩ thuật", 21),
    ("dùng chung hạ tầng", 21),
    ("đường dây nóng", 23),
    ("DUONG DAY NONG", 23),
    ("tem nhã nhạc", 25),
    ("bộ tem cầu Trường Tiền", 26),
    ("giá cước", 28),
    ("1/3/2007", 28),
    ("thanh tra internet", 30),
    ("tuyen dung cong chuc", 32),
    ("lịch tiếp công dân", 34),
    ("lich cat dien", 35),
    ("cải cách hành chính", 36),
    ("văn bản qppl", 39),
    ("van ban quy pham phap luat moi", 38),
    ("công viên phần mềm", 41),
    ("trạm phát sóng sức khỏe", 44),
    ("bão số 6", 45),
    ("lý lịch", 50),
    ("kĩ năng", 51),
    ("quỹ viễn thông", 53),
    ("quý 2", 54),
    ("quý II", 54),
    ("hoà mạng", 55),
    ("hóa đơn", 56),
    ("hoa đăng", 57),
    ('"báo cáo công tác"', 59),
    ("dự thảo luật cntt", 60),
]

# The same as people mistype it: slips, keys of Telex and VNI, words run together, what sounds alike.
MISTYPED = [
    ("hooij nghij triển khai kế hoạch", 0),
    ("hoi nghi trien kahi ke hoach", 0),
    ("hội nghị cán bộ cogn chức", 2),
    ("chinhs phur ddieenj tuwr", 3),
    ("chinh phu dien tuu", 3),
    ("quy hoahc buu chinh", 5),
    ("mat do dien thaoi", 5),
    ("maatj ddooj ddieejn thoaij", 5),
    ("ma6t5 d9o65 d9ie6n5 thoai5", 5),
    ("quyhoach congnghe thongtin", 6),
    ("an toan manng", 10),
    ("nghi quyet hoi dong nhan dna", 11),
    ("mangvotuyen", 12),
    ("tan so tau caa", 14),
    ("ddaof taoj tin hocj", 15),
    ("hoitinhoc", 16),
    ("ung dung congnghe thong tin doanh nghiepp", 18),
    ("dieenx ddanf hang thang", 20),
    ("dien dan hang thnag", 20),
    ("ha tang ky thuaat", 21),
    ("duong day nogn", 23),
    ("dduwowngf daay nongs", 23),
    ("tem nha nahc", 25),
    ("bo tem cau truogn tien", 26),
    ("giacuoc", 28),
    ("thanh tra intrenet", 30),
    ("tuyen dungg cong chuc", 32),
    ("lich tieps coong daan", 34),
    ("lich tiep cog dan", 34),
    ("caicach hanhchinh", 36),
    ("cong vien phan memm", 41),
    ("tram phat xong suc khoe", 44),
    ("lý lihcj", 50),
    ("ky nagn tim tin", 51),
    ("quyx vieenx thoong", 53),
    ("hoa mangj tong ddai", 55),
    ("hoa đơnn", 56),
    ("hoa dagn song huong", 57),
    ("khen thuong tapthe", 58),
]  # fmt: skip

# Words beside the right ones that no page has: most of the words are enough.
TOO_MUCH = [
    ("hội nghị quốc gia cntt lần thứ tư ở Huế năm nào", 4),
    ("mật độ điện thoại của tỉnh hiện nay", 5),
    ("quyết định quản lý đại lý internet mới nhất", 8),
    ("cách đăng ký lịch tiếp công dân", 34),
    ("số điện thoại đường dây nóng", 23),
]

MIN_MRR = 0.95
MIN_MRR_MISTYPED = 0.95
MIN_MRR_TOO_MUCH = 0.95


@pytest.fixture
def paths() -> list[str]:
    """The addresses of the pages of the corpus, in its order."""
    made = [
        builders.article(title, summary="", body=f"<p>{text}</p>").path for title, text in CORPUS
    ]
    vocabulary.refresh()
    return made


@pytest.mark.django_db
@pytest.mark.usefixtures("abbreviations")
@pytest.mark.parametrize(
    ("questions", "least"),
    [
        (QUESTIONS, MIN_MRR),
        (MISTYPED, MIN_MRR_MISTYPED),
        (TOO_MUCH, MIN_MRR_TOO_MUCH),
    ],
    ids=["well typed", "mistyped", "too much"],
)
def test_it_puts_the_right_page_first(paths, questions, least):
    ranks = {}
    for question, right in questions:
        found = [hit.publication.path for hit in search(question, language=None).hits]
        ranks[question] = found.index(paths[right]) + 1 if paths[right] in found else None
    mrr = sum(1 / rank for rank in ranks.values() if rank) / len(ranks)
    assert mrr >= least, (mrr, {words: rank for words, rank in ranks.items() if rank != 1})
