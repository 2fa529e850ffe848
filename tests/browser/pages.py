"""One page of each kind that readers see, by the name that tests and pictures give it."""

ARTICLE = "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue/"
PAGES = {
    "home": "/",
    "list": "/tin-tuc/",
    "article": ARTICLE,
    "search": "/tim-kiem/?q=hoi+nghi",
    "plans": "/quy-hoach/",
    "plan": "/quy-hoach/quy-hoach-cong-nghe-thong-tin-den-nam-2010-va-dinh-huong-nam-2020/",
    "projects": "/du-an/",
    "project": "/du-an/dao-tao-cntt-trong-cac-co-quan-dang-va-nha-nuoc/",
    "promises": "/quy-hoach/cam-ket/",
    "programmes": "/chuong-trinh/",
    "programme": "/chuong-trinh/2007/",
    "indicators": "/chi-tieu/",
    "indicator": "/chi-tieu/mat-do-dien-thoai/",
    "directory": "/doanh-nghiep/",
    "enterprise": "/doanh-nghiep/cong-ty-minh-hoa-a/",
    "events": "/su-kien/",
    "event": "/su-kien/hoi-nghi-trien-khai-ke-hoach-nam-2007/",
    "topic": "/chu-de/cong-nghe-thong-tin/",
    "about": "/gioi-thieu/",
    "contact": "/lien-he/",
    "missing": "/khong-co/",
}
SIGN_IN = "/tai-khoan/login/"
STATUS_404 = "status of 404"
