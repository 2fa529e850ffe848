"""Phrases of sample articles; they name no person and no enterprise."""

from typing import Final, NamedTuple


class Subject(NamedTuple):
    """A subject of news: its section, topics and phrases."""

    section: str
    topics: tuple[str, ...]
    phrases: tuple[str, ...]


POSTAL: Final = "Bưu chính"
TELECOM: Final = "Viễn thông"
IT: Final = "Công nghệ thông tin"
RADIO: Final = "Tần số vô tuyến điện"
OFFICE: Final = "Hoạt động của Sở"
SECTIONS: Final = (POSTAL, TELECOM, IT, RADIO, OFFICE)

SUBJECTS: Final = (
    Subject(
        POSTAL,
        ("Mạng bưu chính", "Điểm bưu điện – văn hóa xã"),
        ("điểm bưu điện – văn hóa xã", "mạng bưu chính công ích", "dịch vụ chuyển phát nhanh"),
    ),
    Subject(
        TELECOM,
        ("Mật độ điện thoại",),
        ("mật độ điện thoại", "thuê bao cố định ở vùng cao", "dịch vụ viễn thông công ích"),
    ),
    Subject(
        TELECOM,
        ("Hạ tầng dùng chung", "Kết nối mạng"),
        ("hạ tầng dùng chung", "kết nối giữa các mạng", "tuyến cáp quang liên huyện"),
    ),
    Subject(
        TELECOM,
        ("Internet",),
        ("Internet băng rộng", "đại lý Internet công cộng", "đường truyền cho trường học"),
    ),
    Subject(
        IT,
        ("Cổng thông tin điện tử",),
        ("trang thông tin điện tử của các sở, ban, ngành", "cổng thông tin điện tử của tỉnh"),
    ),
    Subject(
        IT,
        ("Đào tạo công nghệ thông tin",),
        ("đào tạo tin học cho cán bộ xã", "kỹ năng số trong cơ quan Đảng và Nhà nước"),
    ),
    Subject(
        IT,
        ("Doanh nghiệp phần mềm", "Hội Tin học"),
        ("ứng dụng công nghệ thông tin trong doanh nghiệp", "công nghiệp phần mềm của tỉnh"),
    ),
    Subject(
        IT,
        ("An toàn thông tin",),
        ("an toàn thông tin", "phòng chống mã độc và thư rác", "sao lưu dữ liệu của cơ quan"),
    ),
    Subject(
        RADIO,
        ("Phòng chống bão lụt",),
        ("mạng thông tin vô tuyến phòng chống bão lụt", "máy bộ đàm cho các đội xung kích"),
    ),
    Subject(
        RADIO,
        ("Tần số",),
        ("cấp phép tần số vô tuyến điện", "kiểm soát nhiễu có hại", "đài tàu cá ven biển"),
    ),
    Subject(
        OFFICE,
        ("Quy hoạch",),
        (
            "quy hoạch bưu chính, viễn thông đến năm 2010, định hướng đến năm 2020",
            "chương trình công tác trọng tâm của năm",
        ),
    ),
    Subject(
        OFFICE,
        ("Cải cách hành chính",),
        ("cải cách thủ tục hành chính", "một cửa liên thông", "tiếp công dân định kỳ"),
    ),
)

PLACES: Final = (
    "thành phố Huế", "huyện Phong Điền", "huyện Quảng Điền", "huyện Hương Trà", "huyện Phú Vang",
    "huyện Hương Thủy", "huyện Phú Lộc", "huyện Nam Đông", "huyện A Lưới",
)  # fmt: skip
MEETINGS: Final = (
    "Hội nghị giao ban", "Hội thảo", "Diễn đàn", "Lớp tập huấn", "Buổi làm việc", "Đoàn khảo sát",
)  # fmt: skip
DEEDS: Final = (
    "triển khai", "rà soát", "đẩy mạnh", "sơ kết", "tổng kết", "kiểm tra", "lấy ý kiến về",
    "bàn giải pháp cho",
)  # fmt: skip
WHO: Final = (
    "Sở Bưu chính, Viễn thông", "Phòng Công nghệ thông tin", "Phòng Bưu chính, Viễn thông",
    "Thanh tra Sở", "Văn phòng Sở", "Trung tâm công nghệ thông tin",
    "Các doanh nghiệp trên địa bàn", "Lãnh đạo các sở, ban, ngành",
)  # fmt: skip

# The lowest number that a blank may hold and the first that it may not.
NUMBERS: Final = {"quarter": (1, 5), "count": (5, 61), "weeks": (2, 13), "percent": (20, 96)}

TITLES: Final = (
    "{meeting} về {thing} tại {place}",
    "{who} {deed} {thing} quý {quarter} năm {year}",
    "{place_first}: {deed} {thing}",
    "{deed_first} {thing} trên địa bàn {place}",
    "{meeting} {deed} {thing} năm {year}",
    "{who} làm việc với {place} về {thing}",
)
SUMMARIES: Final = (
    "Ngày {day}, {who_inside} {deed} {thing} tại {place}, với {count} đơn vị tham gia.",
    "{who} vừa {deed} {thing}; kết quả được báo cáo tại buổi giao ban quý {quarter}.",
    "Trong {weeks} tuần, {who_inside} sẽ {deed} {thing} ở {place} và các xã lân cận.",
)
SENTENCES: Final = (
    "Ngày {day}, tại {place}, {who_inside} đã {deed} {thing} với sự tham gia của {count} đơn vị.",
    "{who} cho biết việc {deed} {thing} được thực hiện trong {weeks} tuần, chia làm hai đợt.",
    "Các đại biểu nhất trí rằng {thing} cần được {who_inside} theo dõi từng tháng.",
    "Tại {place}, {count} xã đã có kế hoạch riêng và gửi báo cáo đúng hạn.",
    "Vướng mắc lớn nhất là kinh phí, đường truyền và người làm công tác chuyên môn ở cơ sở.",
    "Theo kế hoạch năm {year}, {thing} là một trong những nhiệm vụ trọng tâm.",
    "{who} đề nghị các đơn vị phối hợp chặt chẽ, tránh đầu tư trùng lặp.",
    "Kết quả sẽ được trình bày tại diễn đàn hằng tháng và công bố trên cổng thông tin.",
    "Trong mùa mưa bão, {who_inside} bố trí trực ban và kiểm tra máy móc mỗi ngày.",
    "Đến nay, {percent}% công việc đã hoàn thành, phần còn lại làm xong trong quý {quarter}.",
    "Ý kiến của {place} được ghi nhận để bổ sung vào chương trình năm sau.",
    "Sau phần thảo luận, {who_inside} giải đáp {count} câu hỏi về {thing}.",
)
