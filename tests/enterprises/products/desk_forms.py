"""Forms of products on the desk, sent with the version that they were opened with."""

import re

DESK = "/doanh-nghiep/cua-toi/san-pham/"


def shown(client, address, status=200):
    answer = client.get(address, follow=True)
    assert answer.status_code == status
    return answer.text


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def send(client, address, **fields):
    return client.post(address, {"_version": hidden(shown(client, address), "_version")} | fields)
