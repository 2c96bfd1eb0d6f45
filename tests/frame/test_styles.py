from __future__ import annotations

from huibian.frame import Region, Role


def test_a_role_is_found_by_the_name_that_layouts_call_it_by() -> None:
    assert {role.value: role for role in Role}["article_title"] is Role.ARTICLE_TITLE
    assert {role.value for role in Role} == {role.name.lower() for role in Role}


def test_headings_are_numbered_from_the_outermost_inwards() -> None:
    levels = [role.level for role in Role if role.level]

    assert levels == sorted(levels)
    assert sorted(set(levels)) == list(range(1, 7))
    assert all(role.region is Region.BODY for role in Role if role.level)


def test_only_pictures_and_tables_have_no_text_of_their_own() -> None:
    assert {role for role in Role if not role.has_text} == {Role.PICTURE, Role.TABLE}


def test_a_page_holds_whole_what_would_not_be_understood_in_parts() -> None:
    assert {role for role in Role if role.is_whole} == {
        *(Role.CONTENTS_ARTICLE, Role.CAPTION, Role.PICTURE, Role.TABLE_NOTE),
    }
