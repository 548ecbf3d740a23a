// Pictures of others become small ones, or there is a reason.
#include "pictures/preview.h"

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "pictures/exif.h"
#include "pictures/jpeg.h"
#include "pictures/png.h"
#include "pictures/samples.h"
#include "storage/error.h"
#include "storage/files/file_facts.h"

namespace pictures::test {

namespace {

struct Refusal {
    storage::Fault fault{};
    std::string why;
};

Refusal refusal(std::string_view type, std::string_view bytes) {
    try {
        preview_of(type, reading(bytes));
    } catch (const storage::Error& error) {
        return {error.fault(), error.what()};
    }
    return {};
}

constexpr std::string_view damage = "No preview: the picture is damaged.";

}  // namespace

TEST_CASE("pictures are made small, in their shape, and none is made larger", "[P9]") {
    for (const Size size :
         {Size{1300, 650}, Size{650, 1300}, Size{641, 640}, Size{640, 480}, Size{30, 20}, Size{7, 3}}) {
        INFO(size.width << " x " << size.height);
        const Size wanted = within(size, 640);
        for (const Picture& picture :
             {read_jpeg(reading(jpeg(size)), 640), read_jpeg(reading(jpeg(size, {.progressive = true})), 640),
              read_jpeg(reading(jpeg(size, {.inks = true})), 640), read_png(reading(png(size)), 640),
              read_png(reading(png(size, true)), 640)}) {
            CHECK(picture.size == wanted);
            CHECK(picture.rgb.size() == std::size_t{wanted.width} * wanted.height * 3);
            if (size.width > 8) CHECK(quarters(picture) == "RGBW");
        }
    }
    CHECK(within({8000, 1}, 640) == Size{640, 1});
}

TEST_CASE("both sizes are JPEG, and an interlaced picture looks as the other", "[P9]") {
    const Preview preview = preview_of("image/png", reading(png({900, 300})));
    CHECK(storage::type_of_bytes(preview.large) == "image/jpeg");
    CHECK(read_jpeg(reading(preview.large), 640).size == Size{640, 213});
    CHECK(read_jpeg(reading(preview.small), 640).size == Size{96, 32});
    CHECK(preview_of("image/png", reading(png({900, 300}, true))).large == preview.large);
}

TEST_CASE("how a camera was held is obeyed, and nothing that it noted is left", "[P9]") {
    constexpr std::array upright{"RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"};
    for (unsigned orientation = 1; orientation <= 8; ++orientation)
        for (const bool little : {true, false}) {
            INFO(orientation << little);
            const std::string photo = jpeg({800, 400}, {.exif = exif(orientation, little)});
            const Picture seen = read_jpeg(reading(photo), 640);
            CHECK(seen.size == (orientation > 4 ? Size{320, 640} : Size{640, 320}));
            CHECK(quarters(seen) == upright[orientation - 1]);
            const Preview preview = preview_of("image/jpeg", reading(photo));
            for (const auto& made : {preview.small, preview.large}) {
                CHECK_FALSE(made.contains("Exif"));
                CHECK_FALSE(made.contains("48.1371"));
            }
        }
    const std::string whole = exif(6);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const unsigned found = orientation_in(whole.substr(0, length));
        CHECK((found == 1 || found == 6));
    }
    CHECK(orientation_in(exif(0)) == 1);
    CHECK(orientation_in(exif(9)) == 1);
    CHECK(orientation_in("II*\0\xFF\xFF\xFF\xFF") == 1);
}

TEST_CASE("a picture that would fill the memory is refused by its head", "[P9]") {
    constexpr std::string_view pixels = "No preview: the picture has too many pixels.";
    for (const Size size : {Size{50'000, 50'000}, Size{40'000, 1}, Size{16'000, 16'000}}) {
        const Refusal refused = refusal("image/png", png_head(size));
        CHECK(refused.fault == storage::Fault::too_large);
        CHECK(refused.why == pixels);
    }
    std::string photo = jpeg({16, 16});
    const auto frame = photo.find("\xFF\xC0");
    REQUIRE(frame != std::string::npos);
    photo.replace(frame + 5, 4, "\xC3\x50\xC3\x50");
    CHECK(refusal("image/jpeg", photo).why == pixels);
    // In passes all of it would have to be there, 120 million numbers.
    photo = jpeg({16, 16}, {.progressive = true});
    const auto in_passes = photo.find("\xFF\xC2");
    REQUIRE(in_passes != std::string::npos);
    photo.replace(in_passes + 5, 4, "\x27\x10\x1F\x40");
    CHECK(refusal("image/jpeg", photo).why == "No preview: it would take too much memory.");
}

TEST_CASE("a picture that is cut or changed anywhere is refused or shown, and never more", "[P9][large]") {
    for (const auto& [type, whole] :
         {std::pair{"image/jpeg", jpeg({32, 24}, {.exif = exif(6)})},
          std::pair{"image/jpeg", jpeg({32, 24}, {.progressive = true})}, std::pair{"image/png", png({32, 24})},
          std::pair{"image/png", png({32, 24}, true)}}) {
        for (std::size_t length = 0; length < whole.size() / 2; ++length)
            CHECK(refusal(type, whole.substr(0, length)).why == damage);
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ std::string_view("\xFF\x01\x80")[at % 3]);
            const std::string why = refusal(type, changed).why;
            CHECK((why.empty() || why.starts_with("No preview: ")));
        }
    }
    for (const auto* type : {"image/jpeg", "image/png"})
        for (const auto* bytes : {"", "\xFF\xD8\xFF", "\x89PNG\r\n\x1A\n", "text"})
            CHECK(refusal(type, bytes).why == damage);
    CHECK_FALSE(is_picture("image/gif"));
    CHECK_FALSE(is_picture("application/pdf"));
}

}  // namespace pictures::test
