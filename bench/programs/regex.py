# The engine of re.
import re


def main():
    text = "On 2024-03-05 alice@example.org paid 17.50 EUR; bob+x@mail.example.com owes 3 USD. " * 400
    mails = re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", text)
    dates = re.findall(r"(\d{4})-(\d\d)-(\d\d)", text)
    masked = re.sub(r"\d+(?:\.\d+)? (EUR|USD)", lambda m: "*** " + m.group(1), text)
    return len(mails), len(dates), len(masked)
