"""Checks a folder against the rules of BagIt 1.0 (RFC 8493), by that text alone; shares no code with the program.

    python3 check-bag.py FOLDER      prints what breaks a rule; exit code 0 for a valid bag, 1 otherwise
"""
import hashlib
import os
import re
import sys

root = sys.argv[1]
broken = []


def rule(holds, text):
    if not holds:
        broken.append(text)


def read(name):
    with open(os.path.join(root, name), "rb") as file:
        return file.read()


def digest(algorithm, name):
    value = hashlib.new(algorithm)
    with open(os.path.join(root, *name.split("/")), "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            value.update(block)
    return value.hexdigest()


def entries(name):
    text = read(name).decode("utf-8")
    rule(not text.startswith("\ufeff"), f"{name}: no byte order mark (2.2.4)")
    found = {}
    for line in text.splitlines():
        match = re.fullmatch(r"([0-9A-Fa-f]+)[ \t]+(.+)", line)
        rule(match, f"{name}: a line is a checksum, white space and a path (2.1.3)")
        if match:
            value, path = match.groups()
            rule(path not in found, f"{name}: {path} is listed once (2.1.3)")
            rule(not path.startswith(("/", "~")) and ".." not in path.split("/"), f"{name}: {path} is relative (5)")
            rule("%" not in path, f"{name}: {path} needs no encoding (2.1.3)")
            found[path] = value.lower()
    return found


declaration = read("bagit.txt").decode("utf-8").splitlines()
rule(
    declaration == ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"],
    "bagit.txt: exactly the two lines (2.1.1)",
)
payload = sorted(
    os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
    for folder, _, names in os.walk(os.path.join(root, "data"))
    for name in names
)
rule(payload, "data/: there is a payload (2.1.2)")
algorithms = [name[9:-4] for name in os.listdir(root) if re.fullmatch(r"manifest-[a-z0-9]+\.txt", name)]
rule({"sha256", "sha512"} <= set(algorithms), "manifests of SHA-256 and SHA-512 (2.4)")
for algorithm in algorithms:
    listed = entries(f"manifest-{algorithm}.txt")
    rule(sorted(listed) == payload, f"manifest-{algorithm}.txt lists every payload file and no other (2.1.3)")
    for path, value in listed.items():
        rule(
            os.path.isfile(os.path.join(root, path)) and digest(algorithm, path) == value,
            f"manifest-{algorithm}.txt: the checksum of {path} (3)",
        )
    tags = entries(f"tagmanifest-{algorithm}.txt")
    rule(
        {f"manifest-{other}.txt" for other in algorithms} <= set(tags),
        f"tagmanifest-{algorithm}.txt lists every payload manifest (2.2.1)",
    )
    rule(
        not any(path.startswith("tagmanifest-") or path.startswith("data/") for path in tags),
        f"tagmanifest-{algorithm}.txt lists no tag manifest and no payload (2.2.1)",
    )
    for path, value in tags.items():
        rule(
            os.path.isfile(os.path.join(root, path)) and digest(algorithm, path) == value,
            f"tagmanifest-{algorithm}.txt: the checksum of {path} (3)",
        )
labels = {}
for line in read("bag-info.txt").decode("utf-8").splitlines():
    rule(len(line) <= 79, "bag-info.txt: lines of at most 79 characters (2.2.2)")
    if not line.startswith((" ", "\t")):
        label, colon, value = line.partition(":")
        rule(colon and value.startswith((" ", "\t")), "bag-info.txt: label, colon, white space, value (2.2.2)")
        labels.setdefault(label, []).append(value.strip())
sizes = [os.path.getsize(os.path.join(root, path)) for path in payload]
rule(labels.get("Payload-Oxum") == [f"{sum(sizes)}.{len(sizes)}"], "bag-info.txt: Payload-Oxum, once and right (2.2.2)")
rule(not os.path.exists(os.path.join(root, "fetch.txt")), "no fetch.txt")
for text in broken:
    print(text)
print(f"{len(payload)} payload files, {len(broken)} rules broken")
sys.exit(1 if broken else 0)
