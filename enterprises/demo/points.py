"""Made-up service points of the lived-in year: none of them is open, and each says so."""

from collections import Counter
from typing import Final

from enterprises.demo.localities import commune_named
from enterprises.servicepoints.models import PointKind, ServicePoint

HOURS: Final = "Thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ"
EVENING: Final = "Mỗi tối, 18 giờ đến 21 giờ"
POST, VILLAGE = PointKind.POST_OFFICE, PointKind.VILLAGE_POST
INTERNET, WIFI = PointKind.INTERNET, PointKind.WIFI
# Kind, name, commune, hours.
POINTS: Final = (
    (POST, "Bưu cục mẫu trung tâm", "phường Thuận Hóa", HOURS),
    (POST, "Bưu cục mẫu bờ bắc", "phường Phú Xuân", HOURS),
    (POST, "Bưu cục mẫu ven biển", "phường Thuận An", HOURS),
    (POST, "Bưu cục mẫu phía nam", "phường Phú Bài", HOURS),
    (POST, "Bưu cục mẫu phía bắc", "phường Phong Thái", HOURS),
    (POST, "Bưu cục mẫu miền núi", "xã A Lưới 2", HOURS),
    (VILLAGE, "Điểm bưu điện văn hóa mẫu 1", "xã Quảng Điền", HOURS),
    (VILLAGE, "Điểm bưu điện văn hóa mẫu 2", "xã Đan Điền", HOURS),
    (VILLAGE, "Điểm bưu điện văn hóa mẫu 3", "xã Phú Hồ", HOURS),
    (VILLAGE, "Điểm bưu điện văn hóa mẫu 4", "xã Vinh Lộc", HOURS),
    (VILLAGE, "Điểm bưu điện văn hóa mẫu 5", "xã Khe Tre", HOURS),
    (VILLAGE, "Điểm bưu điện văn hóa mẫu 6", "xã A Lưới 4", HOURS),
    (INTERNET, "Điểm truy cập buổi tối mẫu 1", "xã Quảng Điền", EVENING),
    (INTERNET, "Điểm truy cập buổi tối mẫu 2", "xã Phú Lộc", EVENING),
    (INTERNET, "Điểm truy cập buổi tối mẫu 3", "xã Chân Mây - Lăng Cô", EVENING),
    (WIFI, "Sóng công cộng mẫu ở bến thuyền", "phường Thuận Hóa", ""),
)


def load() -> Counter[str]:
    """Bring the points that are missing; return how many were new."""
    before = ServicePoint.objects.count()
    for kind, name, commune, hours in POINTS:
        place = {"kind": kind, "name": name, "locality": commune_named(commune)}
        ServicePoint.objects.get_or_create(**place, defaults={"hours": hours, "is_sample": True})
    return Counter({"sample service points": ServicePoint.objects.count() - before})
