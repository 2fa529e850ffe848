from django.db import migrations

# Advice that holds anywhere; of no network does it say that it works tonight.
LIFELINES = [
    (
        "Điện thoại di động",
        "Nhắn tin thay cho gọi: tin nhắn đi được cả khi sóng yếu, và tự đi khi có sóng trở lại. Giữ pin: "
        "giảm độ sáng, tắt Wi-Fi và dữ liệu di động lúc không dùng. Trang này đã mở thì mất mạng vẫn đọc được.",
        "Mobile phones",
        "Send text messages rather than call: they get through a weak signal. Save the battery: dim the "
        "screen, switch Wi-Fi and mobile data off. This page stays readable once it is open.",
    ),
    (
        "Internet và điện thoại ở nhà",
        "Thiết bị ở nhà cần điện: mất điện thì Internet, và điện thoại bàn chạy qua nó, mất theo. "
        "Cắm bộ phát vào pin dự phòng nếu có.",
        "Internet and telephone at home",
        "The equipment at home needs power: without it the Internet, and a telephone that runs over it, are gone. "
        "Use a power bank if you have one.",
    ),
    (
        "Radio, truyền thanh",
        "Radio chạy pin và radio trên xe vẫn nghe được khi mất điện, mất mạng. Nghe cả loa truyền thanh của xã, phường.",
        "Radio and loudspeakers",
        "A radio with batteries, or in a car, works without power and network. Listen to the loudspeakers "
        "of the commune or ward, too.",
    ),
    (
        "Điện",
        "Ngắt cầu dao trước khi nước vào nhà. Tránh xa cột, dây điện đổ và chỗ nước ngập có dây điện. "
        "Không chạy máy nổ trong nhà kín.",
        "Power",
        "Switch the mains off before water comes in. Keep away from fallen poles and wires, and from water "
        "around them. Never run a generator in a closed room.",
    ),
    (
        "Không gọi được cho ai",
        "Tới trụ sở xã, phường, công an hay trạm y tế gần nhất, nếu đi được an toàn, để nhờ báo hộ. "
        "Hẹn trước với người nhà chỗ gặp và giờ bật máy.",
        "When you reach nobody",
        "Go to the nearest office of the commune or ward, police or health station, if it is safe, and ask them to "
        "pass the word. Agree with your family where to meet and when to switch phones on.",
    ),
]


def add_lifelines(apps, schema_editor):
    """Those that a site begins with; the staff goes on from there."""
    rows = apps.get_model("emergency", "Lifeline").objects.using(schema_editor.connection.alias)
    for position, (name, advice, name_en, advice_en) in enumerate(LIFELINES, start=1):
        words = {"advice": advice, "name_en": name_en, "advice_en": advice_en}
        rows.get_or_create(name=name, defaults={**words, "position": position})


class Migration(migrations.Migration):
    dependencies = [("emergency", "0005_lifelines")]

    operations = [migrations.RunPython(add_lifelines, migrations.RunPython.noop)]
