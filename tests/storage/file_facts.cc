// What a file is by its bytes, and what it may be called.
#include "storage/files/file_facts.h"

#include <catch2/catch_test_macros.hpp>

using namespace storage;
using namespace std::string_view_literals;

namespace {

/// A ZIP's first local header (APPNOTE 4.3.7) as far as the name, and what follows.
std::string zip(std::string_view first_name, std::string_view rest = {}) {
    return std::string("PK\x03\x04") + std::string(26, '\0') + std::string(first_name) + std::string(rest);
}

}  // namespace

TEST_CASE("the type of a file is found in its bytes") {
    struct Case {
        std::string bytes;
        std::string_view type;
    };
    for (const auto& [bytes, type] : {
             Case{"\x89PNG\r\n\x1A\n....", "image/png"},
             {"\xFF\xD8\xFF\xE0..JFIF", "image/jpeg"},
             {std::string("GIF89a\1\0", 8), "image/gif"},
             {std::string("RIFF\0\1..WEBPVP8 ", 16), "image/webp"},
             {std::string("RIFF\0\1..WAVEfmt ", 16), "audio/wav"},
             {std::string("\0\0\0\x18", 4) + "ftypheic", "image/heic"},
             {std::string("\0\0\0\x18", 4) + "ftypavif", "image/avif"},
             {std::string("\0\0\0\x18", 4) + "ftypisom", "video/mp4"},
             {"%PDF-1.7\n", "application/pdf"},
             {"{\\rtf1", "application/rtf"},
             {"\x1F\x8B\x08", "application/gzip"},
             {std::string(257, '\0') + "ustar", "application/x-tar"},
             {zip("a.txt"), "application/zip"},
             {zip("[Content_Types].xml", "..word/document.xml"),
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
             {zip("_rels/.rels", "..xl/workbook.xml"),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
             {zip("a.txt", "..word/document.xml"), "application/zip"},
             {zip("mimetype", "application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"},
             {"Guten Tag, Müller", "text/plain"},
             {"<html><script>", "text/plain"},
             {"<svg xmlns=\"http://www.w3.org/2000/svg\">", "text/plain"},
             {"\xFF\xFEh", "text/plain"},
             {"M\xC3", "text/plain"},
             {"BMW, invoices of 2026", "text/plain"},
             {"The new WAVE", "text/plain"},
             {"M\xFFM", "application/octet-stream"},
             {std::string("a\0b", 3), "application/octet-stream"},
             {"a\x01", "application/octet-stream"},
             {"", "application/octet-stream"},
             {"\x89PN", "application/octet-stream"},
         }) {
        INFO(bytes);
        CHECK(type_of_bytes(bytes) == type);
        CHECK(label_of_type(type).empty() == (type == "application/octet-stream"));
    }
}

TEST_CASE("a letter that the end of the telling bytes cuts in two is still text") {
    std::string text(telling_bytes - 1, 'x');
    CHECK(type_of_bytes(text + "ü and more") == "text/plain");
}

TEST_CASE("the name of a file has no folders, no control characters and no turned letters") {
    struct Case {
        std::string_view name, cleaned;
    };
    for (const auto& [name, cleaned] : {
             Case{"report.pdf", "report.pdf"},
             {"Prüfung – Müller (2).pdf", "Prüfung – Müller (2).pdf"},
             {"../../etc/passwd", "passwd"},
             {"C:\\Users\\me\\scan.png", "scan.png"},
             {"..", "file"},
             {"/", "file"},
             {"", "file"},
             {" . .hidden ", "hidden"},
             {"a\r\nb\x7F\u0085.txt", "ab.txt"},
             {"invoice\u202Efdp.exe", "invoicefdp.exe"},
             {"\u200F\uFEFFx", "x"},
             {"a\xFF", "file"},
             {"a\0b"sv, "file"},
         }) {
        INFO(name);
        CHECK(file_name_of(name) == cleaned);
    }
}

TEST_CASE("a long name of a file keeps its ending and whole letters") {
    std::string name;
    for (int i = 0; i < 2000; ++i) name += "ü";
    const auto cut = file_name_of(name + ".pdf");
    CHECK(cut.size() <= 255);
    CHECK(cut.size() > 250);
    CHECK(cut.ends_with("ü.pdf"));
    CHECK(file_name_of(std::string(300, 'a') + "." + std::string(300, 'b')).size() == 255);
    CHECK(file_name_of(std::string(4096, 'a')) == std::string(255, 'a'));
}
