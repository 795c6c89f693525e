#!/usr/bin/env python3
"""Makes the proof table of a clip again from the recording and the clip, with ffmpeg and ffprobe alone.

    check-proof-table.py RECORDING STREAM CLIP TABLE.csv

Shares nothing with the program that wrote the table. Ends with 0 when every cell of every row agrees, with 1 and one
line for each thing that does not, otherwise. SSIM may differ by 0.0001 and PSNR by 0.02 dB: ffmpeg's own report rounds.
"""
import csv
import os
import re
import subprocess
import sys
import tempfile

COLUMNS = ["clip_frame", "clip_pts", "source_frame", "source_pts", "source_picture_sha256", "clip_picture_sha256",
           "identical", "ssim", "psnr", "source_conversion"]
CONVERSION = re.compile(r"none|[A-Za-z0-9_=:+,*/()]+")


def run(arguments, folder=None):
    done = subprocess.run(arguments, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit("%s failed: %s" % (" ".join(arguments), done.stderr.decode()[-800:]))
    return done.stdout.decode()


def hashes(path, stream, count=None):
    """SHA-256 of the first decoded pictures (of every one without a count), in order, in the decoder's own pixel format
    and orientation."""
    few = [] if count is None else ["-frames:v", str(count)]
    lines = run(["ffmpeg", "-v", "error", "-nostdin", "-noautorotate", "-i", path, "-map", "0:%s" % stream,
                 "-fps_mode", "passthrough", *few, "-c:v", "rawvideo", "-f", "framehash", "-hash", "sha256", "-"])
    return [line.split(",")[-1].strip() for line in lines.splitlines() if not line.startswith("#")]


def times(path, stream, count=None):
    """The time of each decoded picture in ticks of its stream; None where it carries none. A count: of so many at the
    least, as a picture may lie in two packets and come after others that are shown later."""
    few = [] if count is None else ["-read_intervals", "%%+#%d" % (2 * count + 100)]
    lines = run(["ffprobe", "-v", "error", *few, "-select_streams", str(stream), "-show_entries", "frame=pts", "-of",
                 "csv=p=0", path])
    cells = [line.split(",")[0].strip() for line in lines.splitlines() if line.strip()]
    return [int(cell) if re.fullmatch(r"-?\d+", cell) else None for cell in cells]


def differences(rows, source, stream, clip):
    """PSNR and SSIM of every pair, as ffmpeg's own reports give them; equal PSNR is "inf"."""
    first, last = int(rows[0]["source_frame"]), int(rows[-1]["source_frame"])
    conversion = rows[0]["source_conversion"]
    if not CONVERSION.fullmatch(conversion):
        sys.exit("The conversion in the table is not one: %r" % conversion)
    steps = "" if conversion == "none" else conversion + ","
    # Both sides get plain counted times, so that pictures are paired by their place alone.
    graph = ("[0:%s]trim=start_frame=%d:end_frame=%d,%ssettb=1/1000,setpts=N,split[a][b];"
             "[1:v:0]settb=1/1000,setpts=N,split[c][d];[c][a]psnr=stats_file=psnr.txt[x];"
             "[d][b]ssim=stats_file=ssim.txt[y]" % (stream, first, last + 1, steps))
    with tempfile.TemporaryDirectory() as folder:
        run(["ffmpeg", "-v", "error", "-nostdin", "-noautorotate", "-i", os.path.abspath(source), "-noautorotate", "-i",
             os.path.abspath(clip), "-filter_complex", graph, "-map", "[x]", "-map", "[y]", "-fps_mode", "passthrough",
             "-f", "null", "-"], folder)
        with open(os.path.join(folder, "psnr.txt")) as report:
            psnr = re.findall(r"psnr_avg:(\S+)", report.read())
        with open(os.path.join(folder, "ssim.txt")) as report:
            ssim = re.findall(r"All:(\S+)", report.read())
    return psnr, ssim


def main(source, stream, clip, table):
    with open(table, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        if reader.fieldnames != COLUMNS:
            sys.exit("The columns are %r" % reader.fieldnames)
    if not rows:
        sys.exit("The table has no rows.")
    # Of the recording, what comes after the clip has no part in the table.
    count = int(rows[-1]["source_frame"]) + 1
    source_hashes, clip_hashes = hashes(source, stream, count), hashes(clip, "v:0")
    source_times, clip_times = times(source, stream, count), times(clip, "v:0")
    psnr, ssim = differences(rows, source, stream, clip)
    wrong = []

    def expect(row, column, made):
        if row[column] != str(made):
            wrong.append("row %s: %s is %s, made again it is %s" % (row["clip_frame"], column, row[column], made))

    for counted in (clip_hashes, clip_times, psnr, ssim):
        if len(counted) != len(rows):
            wrong.append("the table has %d rows, the clip %d pictures" % (len(rows), len(counted)))
    first = int(rows[0]["source_frame"])
    for place, row in enumerate(rows[: min(len(clip_hashes), len(clip_times), len(psnr), len(ssim))]):
        frame = first + place
        expect(row, "clip_frame", place)
        expect(row, "source_frame", frame)
        expect(row, "clip_pts", clip_times[place])
        if source_times[frame] is not None:
            expect(row, "source_pts", source_times[frame])
        expect(row, "source_picture_sha256", source_hashes[frame])
        expect(row, "clip_picture_sha256", clip_hashes[place])
        expect(row, "identical", "yes" if psnr[place] == "inf" else "no")
        if row["source_conversion"] == "none":
            expect(row, "identical", "yes" if source_hashes[frame] == clip_hashes[place] else "no")
        expect(row, "source_conversion", rows[0]["source_conversion"])
        if psnr[place] == "inf" or row["psnr"] == "inf":
            expect(row, "psnr", psnr[place])
        elif abs(float(row["psnr"]) - float(psnr[place])) > 0.02:
            expect(row, "psnr", psnr[place])
        if abs(float(row["ssim"]) - float(ssim[place])) > 0.0001:
            expect(row, "ssim", ssim[place])
    for line in wrong[:20]:
        print(line)
    print("%d rows checked, %d cells wrong" % (len(rows), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
