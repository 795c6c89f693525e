/** Text of `--help`: the verbs are a promise to scripts; they are added to, never changed. */
export const usage = `Frame of Record, command line

  npm run --silent cli -- VERB ... [--json]

Verbs
  matter create DIR --name NAME      make a matter; prints its recovery key once
  ingest DIR PATH...                 bring files and folders in and wait until everything is read (progress on stderr)
      [--source-kind K] [--source-label T] [--custodian T] [--received-from T] [--legal-basis K] [--note T]
  footage list DIR                   the recordings of a matter
  footage show DIR ID                facts, digest, frame count, frame rate, VFR, gaps
  frame DIR ID NUMBER --out FILE     the exact decoded frame, full size (.png, or .jpg)
  still DIR ID NUMBER --out FILE|--into FOLDER
      [--brightness N] [--contrast N] [--gamma N] [--greyscale] [--sharpen N] [--deinterlace top|bottom]
                                     a still for filing: PNG, a JSON record of how it was made beside it, and with
                                     viewing aids a second PNG named ENHANCED; never replaces a file
  annotate DIR ID --from FRAME --to FRAME --code CODE --observation TEXT
      [--allegation TEXT --alleged-by WHO] [--attribute NAME=VALUE]... [--subject SUBJECT]...
      [--confidence AXIS=LEVEL[:BASIS]]... [--exculpatory] [--context-reviewed] [--note TEXT]
  annotations list DIR [--withdrawn]
  annotations export DIR --format csv|webvtt|eaf|boris|web-annotation --out FILE
      [--recording ID] [--find WORDS] [--with-allegations]
                                     what is alleged and notes leave only with --with-allegations
  annotations import DIR FILE [--recording ID] [--map NAME=CODE]... [--dry-run]
                                     one change that can be undone; says what it could not place and why
  annotations check DIR              decode the pictures of every annotation again and compare them with its lock
  subjects list DIR [--withdrawn]    agents, persons and vehicles by pseudonym, with features and counts
  subjects add DIR --kind agent|person|vehicle [--pseudonym NAME] [--as ROLE] [--detail NAME=VALUE]...
  subjects change DIR SUBJECT        [--pseudonym NAME] [--as ROLE] [--detail NAME=VALUE]...
  subjects feature DIR SUBJECT --kind KIND --text TEXT --at ID:FRAME
  subjects merge DIR SUBJECT --into SUBJECT --reason TEXT --evidence ID:FRAME...
  subjects split DIR SUBJECT --reason TEXT (--former SUBJECT | --kind KIND [--pseudonym NAME])
      [--annotation ID]... [--feature ID]... [--evidence ID:FRAME]...
                                     without a choice, a former subject takes back exactly what it brought
  subjects history DIR SUBJECT       every name, feature, merge and split
  exhibits list DIR                  the exhibits in their order, and whose annotation has moved since
  exhibits add DIR --annotations all|ID,...
  exhibits add DIR ID (--from FRAME --to FRAME | --frame FRAME [viewing aids] | --native)
      [--number N] [--title TEXT] [--description TEXT]
      [--context separate|marked|none] [--before SECONDS] [--after SECONDS] [--quality visually-lossless|lossless]
      [--with WHAT]... [--without WHAT]...
                                     WHAT is still, contact-sheet, native or captions
  exhibits revise DIR EXHIBIT        [--from FRAME] [--to FRAME] [--follow] and as above; --follow takes the span of
                                     its annotation as it is now
  exhibits withdraw DIR EXHIBIT... [--reason TEXT]
  exhibits order DIR EXHIBIT...      these come first, in this order; the others keep theirs
  exhibits renumber DIR (OLD=NEW... | --in-order [--start N])
                                     all at once, so that two may trade numbers
  exhibits preview DIR EXHIBIT       the frames at its ends and every file that will be made of it
  packet DIR --out DIR2              seal a packet of annotations; DIR2 becomes the packet
      [--annotations all|ID,...] [--native] [--profile NAME] [--omit-context REASON]
  seal DIR --out DIR2                seal a packet of exhibits (of annotations where there are no exhibits)
      [--exhibits all|EXHIBIT,... | --annotations all|ID,...] [--native] [--profile NAME] [--omit-context REASON]
      [--bates-prefix BOS] [--requester TEXT] [--confidentiality TEXT] [--without documents|load-files|interchange]...
      [--dated DATE] [--attorney KEYFILE]
                                     with --dated the same choice gives the same payload byte for byte
  reseal DIR PACKET --out DIR2       the same, in place of a sealed packet; says what changed
  bates DIR                          the register of Bates numbers
  key create --name NAME --out FILE  a signing key for an attorney, sealed under a passphrase of its own
  verify PATH [--key FINGERPRINT]    check a matter or a packet
  hand-over DIR PACKET --into FOLDER --for WHO (--recipient RECIPIENT... | --phrase | --plain | --folder)
      [--parts cd|dvd|dvd-dual|fat32|BYTES] [--without-escrow] [--medium TEXT] [--seal NUMBER]
                                     verify a sealed packet and write it for somebody: encrypted with age to recipients
                                     (and to the office's escrow key), or with a phrase that is printed once; --plain is
                                     a ZIP, --folder a copy; started again it goes on after the parts that are whole
  open FILE --into FOLDER [--identity FILE | --phrase]
                                     join, decrypt, unpack and verify what was handed over; FILE is it or its first part
  receipts DIR [PACKET] [--out FOLDER [--transfer ID]]
                                     hand-overs and acknowledgements; with --out a receipt of PACKET as PDF and text
  acknowledge DIR TRANSFER --by WHO --on 2026-03-09 --how signed-receipt|e-mail|telephone|in-person|other [--note TEXT]
  recipients                         the address book of this workstation, with fingerprints
  recipients add --name NAME --key age1... [--organisation TEXT] [--escrow]
      [--by WHO --on 2026-03-09 --how voice|paper|in-person]
                                     --by, --on, --how: how the other side confirmed the fingerprint
  recipients import FILE             a key a line, as age -R reads it; the comment before a key names it
  recipients identity --out FILE --name NAME [--organisation TEXT] [--escrow] [--plain]
                                     make an age identity, protected by the passphrase unless --plain, and its recipient
  recipients remove RECIPIENT
  custody list DIR                   the custody log
  custody checkpoint DIR --out FILE  a signed statement of the log's size and root, to keep elsewhere
  codebook                           the codes that are shipped
  codebook versions DIR              the versions that a matter keeps of its codebook
  codebook export DIR --out FILE     write it (.json, .csv, .ecv for ELAN, .boris) [--format F] [--version V]
  codebook import DIR FILE           take a vocabulary in (.json, .csv, .ecv, .eaf, .etf, BORIS project)
      [--kind conduct|context|setting] for groups that do not say it  [--dry-run] shows what it would do
  codebook check DIR                 hold the annotations against the rules of the codebook
  demo [DIR]                         the whole job on a sample matter, without a screen

Naming things
  DIR is the matter's folder. ID is a recording's id, the beginning of its id or digest, or its file name.
  EXHIBIT is an exhibit's number (12, 12-A), its id or the beginning of its id.
  SUBJECT is a pseudonym ("Agent A"), or a subject's id or its beginning. Axes: visibility, interpretation,
  corroboration, time; levels 1 to 3. ID:FRAME is a recording and a frame of it.
  PACKET is a packet's name. TRANSFER is the id of a hand-over or its beginning. RECIPIENT is a name, a key or an id of
  the address book.
  Frame numbers count from 0 in presentation order; --to is not included.
  Viewing aids: brightness -100 to 100 (percent added), contrast 0 to 400 (percent), gamma 0.10 to 5.00,
  sharpen 0 to 300 (percent), deinterlace by the field that is kept.
  Profiles: internal (A), production (B, the default), referral (C), court (D), public (E).

Passphrase and person
  The passphrase comes from FRAME_OF_RECORD_PASSPHRASE, else from standard input. The recovery key works in its place.
  The passphrase of an attorney's key comes from FRAME_OF_RECORD_ATTORNEY_PASSPHRASE.
  --reviewer NAME and --role attorney|paralegal|investigator|reviewer say who is working; without them it is
  FRAME_OF_RECORD_REVIEWER or the account's name, as reviewer.

Output
  With --json exactly one JSON value goes to standard output; messages and progress go to standard error.

Exit codes
  0 done   1 refused or failed   2 wrong use of the command
  annotations check: 0 all match, 20 some cannot be checked or are not locked yet, 21 some do not match
  verify, open: 0 pass, 10 pass but the signer's key is not known here, 20 incomplete, 21 hash mismatch,
          22 unexpected file, 23 unsafe path, 30 bad signature, 31 custody proof fails, 40 malformed, 50 cannot be read
`;
