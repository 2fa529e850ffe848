"""What a new site counts by; the staff goes on from there, and nothing here names a decree."""

from datetime import date

# Working days from a decision to its publication. Their sources are for the department to write.
OBLIGATIONS = (
    ("Văn bản do Sở ban hành", 2),
    ("Văn bản của cấp trên", 10),
    ("Quy hoạch, kế hoạch", 10),
    ("Dự án", 10),
    ("Văn bản hướng dẫn", 15),
    ("Trả lời câu hỏi, kiến nghị", 15),
    ("Kết quả nghiên cứu", 20),
)
# Of every year from 2007 on. Those by the lunar calendar are for the staff to write each year.
HOLIDAYS = (
    (date(2007, 1, 1), "Tết Dương lịch"),
    (date(2007, 4, 30), "Ngày Chiến thắng"),
    (date(2007, 5, 1), "Ngày Quốc tế lao động"),
    (date(2007, 9, 2), "Quốc khánh"),
)
