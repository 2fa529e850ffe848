from django.urls import path

from enterprises.products import desk_views, views, withdrawal_views

DESK = "doanh-nghiep/cua-toi/san-pham/"

urlpatterns = [
    path(DESK, desk_views.products, name="desk_products"),
    path(f"{DESK}moi/", desk_views.product_new, name="desk_product_new"),
    path(f"{DESK}<int:pk>/", desk_views.product, name="desk_product"),
    path(f"{DESK}<int:pk>/noi-dung/", desk_views.product_words, name="desk_product_words"),
    path(f"{DESK}<int:pk>/hinh/", desk_views.product_picture, name="desk_product_picture"),
    path(f"{DESK}<int:pk>/tep/", desk_views.product_files, name="desk_product_files"),
    path(f"{DESK}<int:pk>/xem-truoc/", desk_views.product_preview, name="desk_product_preview"),
    path(
        f"{DESK}<int:pk>/xin-go/", withdrawal_views.product_withdraw, name="desk_product_withdraw"
    ),
    path("san-pham/", views.product_list, name="product_list"),
    path("san-pham/<slug:slug>/", views.product, name="product"),
]
