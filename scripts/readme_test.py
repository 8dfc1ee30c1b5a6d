"""README.md quotes files of the tree; they must not drift apart."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Readme(unittest.TestCase):
    def setUp(self):
        self.text = (ROOT / "README.md").read_text()

    def test_the_library_in_ten_lines_is_the_examples(self):
        quotes = re.findall(r"```cpp\n(.*?)```", self.text, re.S)
        for quoted, name in zip(quotes, ("embed_workers.cc", "embed.cc"), strict=True):
            example = (ROOT / "examples" / name).read_text()
            self.assertTrue(example.endswith(quoted), f"the C++ in README.md is not the end of examples/{name}")

    def test_every_file_it_links_to_is_there(self):
        links = re.findall(r"\]\(([^)#:]+)\)", self.text)
        self.assertTrue(links)
        for link in links:
            self.assertTrue((ROOT / link).exists(), f"README.md links to {link}, which does not exist")


if __name__ == "__main__":
    unittest.main()
