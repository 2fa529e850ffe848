"""What sections, topics, sectors, agencies and kinds of document of the demo are in English."""

from typing import Final

from portal.publishing.english_names import bring_english_names

NAMES: Final = {
    "Hoạt động của Sở": "Work of the department",
    "Thông báo": "Announcements",
    "Bưu chính": "Posts",
    "Viễn thông": "Telecommunications",
    "Internet": "Internet",
    "Viễn thông và Internet": "Telecommunications and the Internet",
    "Bưu chính, viễn thông": "Posts and telecommunications",
    "Bưu chính – Viễn thông": "Posts and telecommunications",
    "Công nghệ thông tin": "Information technology",
    "Tần số vô tuyến điện": "Radio frequencies",
    "Việc khác": "Other matters",
    "Đấu thầu, mua sắm": "Tenders and purchases",
    "Tuyển dụng": "Recruitment",
    "Ngân sách": "Budget",
    "Phần mềm": "Software",
    "Phần cứng": "Hardware",
    "Đào tạo CNTT": "Training in IT",
    "Dùng chung hạ tầng": "Shared infrastructure",
    "Hội Tin học": "Informatics association",
    "Mật độ điện thoại": "Telephone density",
    "Phòng chống bão lụt": "Storms and floods",
    "Chính phủ": "The Government",
    "Thủ tướng Chính phủ": "The Prime Minister",
    "Quốc hội": "The National Assembly",
    "Ủy ban Thường vụ Quốc hội": "The Standing Committee of the National Assembly",
    "Bộ Bưu chính, Viễn thông": "Ministry of Posts and Telematics",
    "Bộ Tài chính": "Ministry of Finance",
    "Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế": (
        "Department of Posts and Telematics of Thừa Thiên Huế"
    ),
    "Sở Thông tin và Truyền thông tỉnh Thừa Thiên Huế": (
        "Department of Information and Communications of Thừa Thiên Huế"
    ),
    "Sở Khoa học và Công nghệ thành phố Huế": "Department of Science and Technology of Huế",
    "Luật": "Law",
    "Pháp lệnh": "Ordinance",
    "Nghị định": "Decree",
    "Thông tư": "Circular",
    "Thông tư liên tịch": "Joint circular",
}


def load() -> int:
    """Bring the names that are missing; return how many."""
    return bring_english_names(NAMES)
