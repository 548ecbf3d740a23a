#include "pictures/samples.h"

#include <cstdio>
//
#include <jpeglib.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <memory>

namespace pictures::test {

namespace {

constexpr std::array<std::array<unsigned char, 4>, 4> colours{
    {{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {0, 0, 0, 0}}};

/// 0 to 3.
std::size_t quarter(Size size, unsigned x, unsigned y) {
    return (x * 2 >= size.width ? 1U : 0U) + (y * 2 >= size.height ? 2U : 0U);
}

std::vector<unsigned char> row_of(Size size, unsigned y, bool inks) {
    std::vector<unsigned char> row;
    for (unsigned x = 0; x < size.width; ++x) {
        const auto& [red, green, blue, seen] = colours[quarter(size, x, y)];
        const bool white = seen == 0;
        for (const unsigned char part : {red, green, blue}) row.push_back(white ? 255 : part);
        if (inks) row.push_back(255);  // of black ink none, upside down as Adobe writes it
    }
    return row;
}

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> static_cast<unsigned>(shift));
    return bytes;
}

}  // namespace

std::string jpeg(Size size, const Jpeg_wanted& wanted) {
    jpeg_compress_struct encoder{};
    jpeg_error_mgr errors{};
    encoder.err = jpeg_std_error(&errors);
    jpeg_create_compress(&encoder);
    unsigned char* bytes = nullptr;
    unsigned long length = 0;
    jpeg_mem_dest(&encoder, &bytes, &length);
    encoder.image_width = size.width;
    encoder.image_height = size.height;
    encoder.input_components = wanted.inks ? 4 : 3;
    encoder.in_color_space = wanted.inks ? JCS_CMYK : JCS_RGB;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, 95, TRUE);
    encoder.write_Adobe_marker = wanted.inks ? TRUE : FALSE;
    if (wanted.progressive) jpeg_simple_progression(&encoder);
    jpeg_start_compress(&encoder, TRUE);
    if (!wanted.exif.empty()) {
        const std::string marker = std::string("Exif\0\0", 6) + wanted.exif;
        jpeg_write_marker(&encoder, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(marker.data()),
                          static_cast<unsigned>(marker.size()));
    }
    for (unsigned y = 0; y < size.height; ++y) {
        auto row = row_of(size, y, wanted.inks);
        JSAMPROW from = row.data();
        jpeg_write_scanlines(&encoder, &from, 1);
    }
    jpeg_finish_compress(&encoder);
    jpeg_destroy_compress(&encoder);
    std::string made(reinterpret_cast<char*>(bytes), length);
    free(bytes);
    return made;
}

std::string png(Size size, bool interlaced) {
    std::string made;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(
        png, &made,
        [](png_structp to, png_bytep bytes, std::size_t length) {
            static_cast<std::string*>(png_get_io_ptr(to))->append(reinterpret_cast<char*>(bytes), length);
        },
        nullptr);
    png_set_IHDR(png, info, size.width, size.height, 8, PNG_COLOR_TYPE_RGBA,
                 interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE,
                 PNG_FILTER_TYPE_BASE);
    std::vector<std::vector<unsigned char>> rows(size.height);
    std::vector<png_bytep> places;
    for (unsigned y = 0; y < size.height; ++y) {
        for (unsigned x = 0; x < size.width; ++x) {
            const auto& colour = colours[quarter(size, x, y)];
            rows[y].insert(rows[y].end(), colour.begin(), colour.end());
        }
        places.push_back(rows[y].data());
    }
    png_set_rows(png, info, places.data());
    png_write_png(png, info, PNG_TRANSFORM_IDENTITY, nullptr);
    png_destroy_write_struct(&png, &info);
    return made;
}

std::string png_head(Size size) {
    std::string made = png({1, 1});
    const std::string sides = big_endian(size.width) + big_endian(size.height);
    made.replace(16, 8, sides);
    // of the piece's name and what it holds
    std::uint32_t check = 0xFFFFFFFF;
    for (const char byte : made.substr(12, 17)) {
        check ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) check = (check >> 1U) ^ ((check & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    made.replace(29, 4, big_endian(~check));
    return made;
}

std::string exif(unsigned orientation, bool little) {
    const auto number = [&](std::uint32_t value, std::size_t size) {
        std::string bytes = big_endian(value).substr(4 - size);
        if (little) std::ranges::reverse(bytes);
        return bytes;
    };
    return (little ? "II" : "MM") + number(42, 2) + number(8, 4) + number(2, 2) +  //
           number(0x010F, 2) + number(2, 2) + number(4, 4) + "Cam" + '\0' +        // made by
           number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + number(0, 2) + number(0, 4) +
           "N 48.1371 E 11.5754";
}

Reading reading(std::string_view bytes) {
    const auto at = std::make_shared<std::size_t>(0);
    return [bytes, at](std::span<char> into) {
        constexpr std::size_t piece = 1'000;
        const std::size_t count = bytes.substr(*at).copy(into.data(), std::min(into.size(), piece));
        *at += count;
        return count;
    };
}

std::string quarters(const Picture& picture) {
    const auto [width, height] = picture.size;
    std::string names;
    for (const unsigned y : {height / 4, height * 3 / 4})
        for (const unsigned x : {width / 4, width * 3 / 4}) {
            const auto* pixel = &picture.rgb[(std::size_t{y} * width + x) * 3];
            const auto is = [&](unsigned red, unsigned green, unsigned blue) {
                const auto near = [](int one, int other) { return std::abs(one - other) < 40; };
                return near(pixel[0], static_cast<int>(red)) && near(pixel[1], static_cast<int>(green)) &&
                       near(pixel[2], static_cast<int>(blue));
            };
            names += is(255, 0, 0) ? 'R' : is(0, 255, 0) ? 'G' : is(0, 0, 255) ? 'B' : is(255, 255, 255) ? 'W' : '?';
        }
    return names;
}

}  // namespace pictures::test
