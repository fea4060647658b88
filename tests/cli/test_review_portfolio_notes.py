from __future__ import annotations

from tests.support.portfolio_desk import CN, DE, SG, US, Portfolio, words


def test_notes_are_those_of_the_period_else_of_the_order_else_the_default(portfolio: Portfolio) -> None:
    def write(name: str, said: str) -> None:
        (portfolio.folder / "notes" / name).write_text(f"# What to improve\n\n{said}\n", "utf-8")

    write(f"{US}-2018-05.md", "Of the period.")
    write(f"{US}.md", "Of the order.")
    write(f"{CN}.md", "Of the order.")
    write(f"{SG}-2018-05.en.md", "In English.")
    write(f"{DE}-2018-06.md", "Of another period.")

    portfolio.make("--lang", "en")

    files = portfolio.files()
    said = {number: words(files[f"{number}/en/review-monthly.html"]) for number in (US, CN, SG, DE)}
    assert "Of the period." in said[US]
    assert "Of the order." in said[CN]
    assert "In English." in said[SG]
    assert "Nothing." in said[DE]


def test_a_report_without_its_notes_fails_and_the_others_go_on(portfolio: Portfolio) -> None:
    path = portfolio.folder / "notes" / f"{CN}-2018-05.md"
    path.write_text("# What to improve\n\nOne.\n", "utf-8")

    done = portfolio.make(status=1)

    assert f"{CN}: review-monthly 2018-05 in zh-Hans cannot be made\n{path}: a part that every" in done.stderr
    assert done.stderr.splitlines()[-1] == "4 contracts, 1 to be called: 5 reports issued; 1 failed"
    assert portfolio.overview()[CN]["reasons"] == [{"code": "report-failed", "languages": "zh-Hans"}]
    assert list(portfolio.overview()[CN]["reports"]) == ["en"]

    (portfolio.folder / "notes" / f"{CN}-2018-05.zh-Hans.md").write_text("# 改进事项\n\n无。\n", "utf-8")

    assert portfolio.make().stderr.splitlines()[-1].endswith("1 report issued, 5 issued before")
    assert portfolio.overview()[CN]["reasons"] == []


def test_wrong_notes_are_told_with_file_and_line(portfolio: Portfolio) -> None:
    path = portfolio.folder / "notes" / f"{US}.md"
    path.write_text("# What to improve\n\nOne.\n\n<b>two</b>\n", "utf-8")

    assert f'{path}:5: raw HTML is no text; write it without < and >: "<b>"' in portfolio.make(status=1).stderr

    path.write_text("# What to improve\n\nOne.\n\n\U0001f9ff\n", "utf-8")

    assert f"{path}:3: " in portfolio.make(status=1).stderr

    path.write_text("# What to improve\n\nOne.\n\n> two\n", "utf-8")

    told = f"{US}: review-monthly 2018-05 in en: {path}:3: line 3 of the prose: a block quote cannot stand in prose"
    done = portfolio.make(status=1)
    assert told in done.stderr
    assert done.stderr.splitlines()[-1].endswith("; 1 failed")
    assert portfolio.overview()[US]["reasons"] == [{"code": "report-failed", "languages": "en"}]


def test_a_folder_of_notes_stands_alone(portfolio: Portfolio) -> None:
    notes = ("--notes", portfolio.folder / "notes", "--notes", portfolio.folder / "notes" / "default.md")

    assert "a folder of notes stands alone [notes-folder]" in portfolio.make(*notes, status=1).stderr


def test_files_of_notes_are_for_all(portfolio: Portfolio) -> None:
    portfolio.make("--notes", portfolio.folder / "notes" / "default.md")

    assert len(portfolio.files()) == 6 + 3


def test_what_is_wrong_with_the_notes_of_all_is_told_once(portfolio: Portfolio) -> None:
    (portfolio.folder / "notes" / "default.md").write_text("# What to imprve\n\nOne.\n", "utf-8")

    done = portfolio.make("--lang", "en", status=1)

    assert done.stderr.count("no part has the heading") == 1
    assert done.stderr.count("review-monthly 2018-05 in en cannot be made") == 4
    assert done.stderr.splitlines()[-1] == "4 contracts, 4 to be called: 0 reports issued; 4 failed"
