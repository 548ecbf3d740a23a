#include "storage/files/file_facts.h"

#include <algorithm>
#include <array>

#include "storage/value.h"
#include "storage/words.h"

namespace storage {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::size_t offset;
    std::string_view bytes, type;
};

/// WHATWG MIME Sniffing (https://mimesniff.spec.whatwg.org, tables 6.1 to 6.3) unless another source is named.
constexpr std::array signatures{
    Signature{0, "\x89PNG\r\n\x1A\n"sv, "image/png"},
    Signature{0, "\xFF\xD8\xFF"sv, "image/jpeg"},
    Signature{0, "GIF87a"sv, "image/gif"},
    Signature{0, "GIF89a"sv, "image/gif"},
    Signature{8, "WEBPVP"sv, "image/webp"},
    Signature{0, "II*\0"sv, "image/tiff"},  // TIFF 6.0, section 2
    Signature{0, "MM\0*"sv, "image/tiff"},
    Signature{0, "BM"sv, "image/bmp"},
    Signature{0, "\0\0\1\0"sv, "image/x-icon"},
    Signature{4, "ftypheic"sv, "image/heic"},  // ISO/IEC 23008-12, annex B
    Signature{4, "ftypheix"sv, "image/heic"},
    Signature{4, "ftypmif1"sv, "image/heif"},
    Signature{4, "ftypavif"sv, "image/avif"},
    Signature{4, "ftypM4A "sv, "audio/mp4"},        // mp4ra.org, registered brands
    Signature{4, "ftypqt  "sv, "video/quicktime"},  // likewise
    Signature{4, "ftyp"sv, "video/mp4"},
    Signature{0, "\x1A\x45\xDF\xA3"sv, "video/webm"},
    Signature{0, "OggS\0"sv, "application/ogg"},
    Signature{0, "ID3"sv, "audio/mpeg"},
    Signature{0, "fLaC"sv, "audio/flac"},  // RFC 9639, 6
    Signature{8, "WAVE"sv, "audio/wav"},
    Signature{8, "AVI "sv, "video/x-msvideo"},
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "application/x-ole-storage"},  // MS-CFB, 2.2
    Signature{0, "SQLite format 3\0"sv, "application/vnd.sqlite3"},                   // sqlite.org/fileformat
    Signature{0, "\x1F\x8B\x08"sv, "application/gzip"},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, "application/x-7z-compressed"},  // 7zFormat.txt
    Signature{0, "Rar!\x1A\x07"sv, "application/vnd.rar"},
    Signature{0, "\xFD\x37zXZ\0"sv, "application/x-xz"},  // xz-file-format, 2.1.1.1
    Signature{257, "ustar"sv, "application/x-tar"},       // POSIX pax
    Signature{0, "\xFE\xFF"sv, "text/plain"},             // UTF-16
    Signature{0, "\xFF\xFE"sv, "text/plain"},
};

/// Of formats that may be all text. Any other signature in a file that reads as text is chance: "BMW, invoices of 2026".
constexpr std::array written_signatures{
    Signature{0, "%PDF-"sv, "application/pdf"}, Signature{0, "%!PS-Adobe-"sv, "application/postscript"},
    Signature{0, "{\\rtf"sv, "application/rtf"},  // RTF 1.9.1, "File contents"
};

struct Label {
    std::string_view type, label;
};

/// Of each type that a file may turn out to have.
constexpr std::array labels{
    Label{"image/png", "PNG"},
    Label{"image/jpeg", "JPEG"},
    Label{"image/gif", "GIF"},
    Label{"image/webp", "WebP"},
    Label{"image/tiff", "TIFF"},
    Label{"image/bmp", "BMP"},
    Label{"image/x-icon", "ICO"},
    Label{"image/heic", "HEIC"},
    Label{"image/heif", "HEIF"},
    Label{"image/avif", "AVIF"},
    Label{"audio/mp4", "M4A"},
    Label{"video/quicktime", "MOV"},
    Label{"video/mp4", "MP4"},
    Label{"video/webm", "WebM"},
    Label{"application/ogg", "OGG"},
    Label{"audio/mpeg", "MP3"},
    Label{"audio/flac", "FLAC"},
    Label{"audio/wav", "WAV"},
    Label{"video/x-msvideo", "AVI"},
    Label{"application/x-ole-storage", "Office 97"},
    Label{"application/vnd.sqlite3", "SQLite"},
    Label{"application/gzip", "GZIP"},
    Label{"application/x-7z-compressed", "7Z"},
    Label{"application/vnd.rar", "RAR"},
    Label{"application/x-xz", "XZ"},
    Label{"application/x-tar", "TAR"},
    Label{"application/zip", "ZIP"},
    Label{"application/pdf", "PDF"},
    Label{"application/postscript", "PostScript"},
    Label{"application/rtf", "RTF"},
    Label{"application/epub+zip", "EPUB"},
    Label{"application/vnd.oasis.opendocument.text", "ODT"},
    Label{"application/vnd.oasis.opendocument.spreadsheet", "ODS"},
    Label{"application/vnd.oasis.opendocument.presentation", "ODP"},
    Label{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"},
    Label{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"},
    Label{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"},
    Label{"text/plain", "Text"},
};

constexpr bool has_label(const Signature& signature) {
    return std::ranges::contains(labels, signature.type, &Label::type);
}
static_assert(std::ranges::all_of(signatures, has_label) && std::ranges::all_of(written_signatures, has_label));

bool has_at(std::string_view bytes, std::size_t offset, std::string_view part) {
    return bytes.size() >= offset + part.size() && bytes.substr(offset, part.size()) == part;
}

/// A ZIP says what it is by its first file: ODF 1.3 part 2, 3.3 and EPUB 3.3, 4.2.6.2 write their type there; ECMA-376 part 2
/// knows the parts of a document by their folders.
std::string_view type_of_zip(std::string_view bytes) {
    constexpr std::size_t first_name = 30;
    for (const auto type :
         {"application/vnd.oasis.opendocument.text"sv, "application/vnd.oasis.opendocument.spreadsheet"sv,
          "application/vnd.oasis.opendocument.presentation"sv, "application/epub+zip"sv})
        if (has_at(bytes, first_name, "mimetype") && has_at(bytes, first_name + 8, type)) return type;
    if (!has_at(bytes, first_name, "[Content_Types].xml") && !has_at(bytes, first_name, "_rels/"))
        return "application/zip";
    if (bytes.contains("word/")) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    if (bytes.contains("xl/")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    if (bytes.contains("ppt/")) return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    return "application/zip";
}

bool is_control(char letter) { return static_cast<unsigned char>(letter) < ' ' || letter == '\x7F'; }

/// Bytes of the letter that begins with this one, in well-formed UTF-8.
std::size_t length_of_letter(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// Without a letter that was cut in two at the end.
std::string_view whole_letters(std::string_view bytes) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
        const char first = bytes[bytes.size() - back];
        if ((first & 0xC0) == 0x80) continue;
        return length_of_letter(first) > back ? bytes.substr(0, bytes.size() - back) : bytes;
    }
    return bytes;
}

bool reads_as_text(std::string_view bytes) {
    const auto whole = whole_letters(bytes);
    return !whole.empty() && is_text(whole) &&
           std::ranges::none_of(whole, [](char c) { return is_control(c) && !"\t\n\f\r\x1B"sv.contains(c); });
}

/// Joiners stay: they are part of words in some scripts.
bool is_unseen(Character character) {
    return character == Character::control || character == Character::line_end || character == Character::format;
}

std::string seen_letters(std::string_view text) {
    std::string seen;
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        if (letter.bytes == "\t")
            seen += ' ';
        else if (!is_unseen(letter.is))
            seen += letter.bytes;
        text.remove_prefix(letter.bytes.size());
    }
    return seen;
}

/// "A very long … name.pdf" keeps ".pdf".
std::string shortened(std::string_view name) {
    constexpr std::size_t longest = 255;
    constexpr std::size_t longest_ending = 20;
    if (name.size() <= longest) return std::string(name);
    const auto dot = std::min(name.rfind('.'), name.size());
    const auto ending = name.size() - dot <= longest_ending ? name.substr(dot) : ""sv;
    return std::string(whole_letters(name.substr(0, longest - ending.size()))).append(ending);
}

}  // namespace

std::string_view type_of_bytes(std::string_view beginning) {
    const auto bytes = beginning.substr(0, telling_bytes);
    if (bytes.starts_with("PK\x03\x04")) return type_of_zip(bytes);
    for (const auto& [offset, part, type] : written_signatures)
        if (has_at(bytes, offset, part)) return type;
    if (reads_as_text(bytes)) return "text/plain";
    for (const auto& [offset, part, type] : signatures)
        if (has_at(bytes, offset, part)) return type;
    return "application/octet-stream";
}

std::string_view label_of_type(std::string_view type) {
    const auto* const at = std::ranges::find(labels, type, &Label::type);
    return at == labels.end() ? std::string_view{} : at->label;
}

std::string file_name_of(std::string_view name) {
    if (!is_text(name)) return "file";
    std::string seen = seen_letters(name);
    const std::string_view last = std::string_view(seen).substr(seen.find_last_of("/\\") + 1);
    std::string_view cleaned = trimmed(last);
    cleaned.remove_prefix(std::min(cleaned.find_first_not_of(". "), cleaned.size()));
    return cleaned.empty() ? "file" : shortened(cleaned);
}

}  // namespace storage
