# Checks the digests of a packet with Windows PowerShell 5.1 or newer and nothing else. Digests only: it knows neither the
# signature nor the custody proofs, so its best answer is "pass by digest" (exit code 10).
#
#     powershell -ExecutionPolicy Bypass -File verify\verify.ps1 [-Packet FOLDER]
#
# Exit codes as in VERIFY.txt: 10 pass by digest, 20 incomplete, 21 hash mismatch, 22 unexpected file, 23 unsafe path,
# 40 malformed, 50 a file could not be read. Take this file from a packet you trust: one inside a forged packet can lie.
param([string] $Packet = (Join-Path $PSScriptRoot '..'))
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

try { $root = (Resolve-Path -LiteralPath $Packet).ProviderPath } catch { Write-Output 'The folder is not there.'; exit 50 }
$lists = 'tagmanifest-sha256.txt', 'manifest-sha256.txt'
foreach ($name in @('bagit.txt') + $lists) {
  if (-not (Test-Path -LiteralPath (Join-Path $root $name) -PathType Leaf)) {
    Write-Output 'FAIL (40): this folder is not a packet; bagit.txt or a manifest is missing.'
    exit 40
  }
}

$found = @{}
function Note([string] $kind, [string] $sentence) {
  $script:found[$kind] = $true
  Write-Output ($sentence -replace '[^ -~]', '?')
}

$listed = @{}
$count = 0
foreach ($list in $lists) {
  foreach ($line in [System.IO.File]::ReadAllLines((Join-Path $root $list))) {
    if ($line -cnotmatch '^([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._/-]*)$' -or $line.Contains('..')) {
      Note 'malformed' "MALFORMED: $list has a line that is no digest and path."
      continue
    }
    $expected = $Matches[1]
    $file = $Matches[2]
    $listed[$file] = $true
    $count++
    $place = Join-Path $root ($file -replace '/', [string] [System.IO.Path]::DirectorySeparatorChar)
    if (-not (Test-Path -LiteralPath $place -PathType Leaf)) {
      Note 'incomplete' "MISSING: $file"
      continue
    }
    try {
      $actual = (Get-FileHash -LiteralPath $place -Algorithm SHA256).Hash.ToLowerInvariant()
      if ($actual -cne $expected) { Note 'mismatch' "CHANGED: $file" }
    } catch {
      Note 'unreadable' "NOT READ: $file"
    }
  }
}

foreach ($name in 'tagmanifest-sha256.txt', 'tagmanifest-sha512.txt', 'bundle-signature.txt') {
  $listed[$name] = $true
  if (-not (Test-Path -LiteralPath (Join-Path $root $name) -PathType Leaf)) { Note 'incomplete' "MISSING: $name" }
}
foreach ($entry in Get-ChildItem -LiteralPath $root -Recurse -Force) {
  $relative = $entry.FullName.Substring($root.TrimEnd('\', '/').Length + 1) -replace '\\', '/'
  if ($entry.Attributes -band [System.IO.FileAttributes]::ReparsePoint) {
    Note 'unsafe' "UNSAFE: $relative is a link."
  } elseif ($relative -cnotmatch '^[A-Za-z0-9._/-]+$') {
    Note 'unsafe' "UNSAFE: $relative has a name that a packet may not hold."
  } elseif (-not $entry.PSIsContainer -and -not $listed.ContainsKey($relative)) {
    Note 'unexpected' "NOT LISTED by the packet: $relative"
  }
}

$code = 10
foreach ($fault in @('unexpected', 22), @('mismatch', 21), @('incomplete', 20), @('unsafe', 23), @('malformed', 40), @('unreadable', 50)) {
  if ($found.ContainsKey($fault[0])) { $code = $fault[1] }
}
if ($code -eq 10) {
  Write-Output "PASS by digest (10): $count files are as listed. The signature was not checked; verify.mjs checks it."
} else {
  Write-Output "FAIL ($code): what the code means stands in VERIFY.txt."
}
exit $code
