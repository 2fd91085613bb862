"""What people offer the community: skills and free time, in the same words for members and guests."""

SKILLS = ("法律", "医疗", "教育", "水电维修", "心理", "文艺", "宣讲", "其他")
EVENING, WEEKEND, ANY_TIME = "工作日晚", "周末", "随叫随到"
FREE_TIMES = (EVENING, WEEKEND, ANY_TIME)
