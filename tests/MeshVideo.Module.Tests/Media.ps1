# Creates the smallest media files that the service accepts.

function New-PngFile {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([string] $Path, [int] $Width = 512, [int] $Height = 512)
    Add-Type -AssemblyName System.IO.Compression
    $crc = [uint32[]]::new(256)
    for ($n = 0; $n -lt 256; $n++) {
        $c = [uint32]$n
        for ($k = 0; $k -lt 8; $k++) { $c = if ($c -band 1) { 0xEDB88320L -bxor ($c -shr 1) } else { $c -shr 1 } }
        $crc[$n] = $c
    }
    function Get-BigEndian([uint32] $value) { $b = [BitConverter]::GetBytes($value); [array]::Reverse($b); $b }
    function Get-Chunk([string] $type, [byte[]] $data) {
        $body = [Text.Encoding]::ASCII.GetBytes($type) + $data
        $sum = [uint32]4294967295
        foreach ($b in $body) { $sum = $crc[($sum -bxor $b) -band 0xFF] -bxor ($sum -shr 8) }
        (Get-BigEndian $data.Length) + $body + (Get-BigEndian ($sum -bxor [uint32]4294967295))
    }
    $pixels = [IO.MemoryStream]::new()
    $zlib = [IO.Compression.ZLibStream]::new($pixels, [IO.Compression.CompressionLevel]::Fastest, $true)
    $zlib.Write([byte[]]::new($Height * (1 + $Width)), 0, $Height * (1 + $Width))
    $zlib.Dispose()
    $header = (Get-BigEndian $Width) + (Get-BigEndian $Height) + [byte[]](8, 0, 0, 0, 0)
    $bytes = [byte[]](0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A) + (Get-Chunk 'IHDR' $header) + (Get-Chunk 'IDAT' $pixels.ToArray()) + (Get-Chunk 'IEND' ([byte[]]@()))
    [IO.File]::WriteAllBytes($Path, $bytes)
}

function New-WavFile {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    param([string] $Path, [int] $Seconds = 3)
    $rate = 8000
    $length = $rate * $Seconds
    $stream = [IO.File]::Create($Path)
    $writer = [IO.BinaryWriter]::new($stream)
    $writer.Write([Text.Encoding]::ASCII.GetBytes('RIFF')); $writer.Write([int](36 + $length)); $writer.Write([Text.Encoding]::ASCII.GetBytes('WAVEfmt '))
    $writer.Write(16); $writer.Write([int16]1); $writer.Write([int16]1); $writer.Write($rate); $writer.Write($rate); $writer.Write([int16]1); $writer.Write([int16]8)
    $writer.Write([Text.Encoding]::ASCII.GetBytes('data')); $writer.Write($length); $writer.Write([byte[]]::new($length))
    $writer.Dispose()
}
