import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url",
    [
        "/tim-kiem/?q=%00",
        "/tim-kiem/?q=%ff",
        "/tin-tuc/?trang=%c3%28",
        "/?%00",
        "/tin-tuc/%00/",
        "/x?a=b&c=%ed%a0%80",
    ],
)
def test_what_is_no_text_gets_400_as_a_page_of_the_site(client, url):
    response = client.get(url)
    assert response.status_code == 400
    assert 'id="noi-dung"' in response.content.decode()


@pytest.mark.parametrize("url", ["/tin-tuc/hội-nghị/", "/tin-tuc/%ff/", "/h%C3%ACnh/"])
def test_an_address_with_marks_or_bad_bytes_is_only_not_found(client, url):
    assert client.get(url).status_code == 404
