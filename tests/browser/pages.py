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
    "series": "/su-kien/loat/dien-dan-hang-thang/",
    "products": "/san-pham/",
    "product": "/san-pham/tong-dai-dien-thoai-minh-hoa-a/",
    "infrastructure": "/ha-tang/",
    "listing": "/ha-tang/cho-dung-chung-cong-be-minh-hoa/",
    "association": "/hoi-tin-hoc/",
    "consultations": "/gop-y/",
    "consultation": "/gop-y/lay-y-kien-minh-hoa-da-tong-hop/",
    "open_consultation": "/gop-y/lay-y-kien-minh-hoa-dang-mo/",
    "topic": "/chu-de/cong-nghe-thong-tin/",
    "open_data": "/du-lieu/",
    "data_set": "/du-lieu/chi-tieu/",
    "about": "/gioi-thieu/",
    "functions": "/gioi-thieu/chuc-nang-nhiem-vu/",
    "structure": "/gioi-thieu/co-cau-to-chuc/",
    "leaders": "/gioi-thieu/lanh-dao/",
    "work_calendar": "/gioi-thieu/lich-cong-tac/",
    "reception": "/gioi-thieu/tiep-cong-dan/",
    "services": "/gioi-thieu/dich-vu-cong/",
    "press": "/gioi-thieu/bao-chi/",
    "agencies": "/gioi-thieu/lien-ket/",
    "answers": "/hoi-dap/",
    "answer": "/hoi-dap/hoi-so-o-dau/",
    "site_map": "/so-do/",
    "in_emergency": "/khan-cap/",
    "duty_sheet": "/khan-cap/to-a4/",
    "missing": "/khong-co/",
}
# Forms that post set a cookie; no other public page does.
FORMS = {
    "sign-in": "/tai-khoan/login/",
    "join": "/doanh-nghiep/dang-ky/",
    "comment": "/gop-y/lay-y-kien-minh-hoa-dang-mo/gui/",
    "contact": "/lien-he/",
    "track": "/hoi-dap/tra-cuu/",
}
DESK = {
    f"desk {end}": f"/doanh-nghiep/cua-toi/{end}"
    for end in (
        "", "ho-so/", "ho-so/mo-ta/", "xem-truoc/", "yeu-cau/", "san-pham/", "san-pham/moi/",
        "nguoi/", "nguoi/moi/", "bao-cao/", "su-kien/", "ha-tang/", "ha-tang/moi/", "ho-tro/",
        "vuong-mac/", "vuong-mac/neu/", "con-dung/", "so-tay/",
    )
}  # fmt: skip
STATUS_404 = "status of 404"
