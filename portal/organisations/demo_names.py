"""Whose report the demo's content comes from; several of its parts name the same body."""

from typing import Final

DEPARTMENT: Final = "Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế"
DEPARTMENT_EN: Final = "Department of Posts and Telematics of Thừa Thiên Huế"
SHORT: Final = "Sở BCVT"
