// What libpng finds wrong becomes an exception, as in jpeg.cc.
#include "pictures/png.h"

#include <png.h>

#include <array>
#include <string_view>
#include <vector>

#include "pictures/exif.h"
#include "pictures/shrinking.h"

namespace pictures {

namespace {

/// Of one piece that is no pixel: a profile of colours, a text.
constexpr png_alloc_size_t most_beside_pixels = 1UL << 20;
constexpr unsigned most_pieces_beside = 100;

void read_bytes(png_structp png, png_bytep to, std::size_t size) {
    const Reading& read = *static_cast<const Reading*>(png_get_io_ptr(png));
    std::span<char> rest(reinterpret_cast<char*>(to), size);
    while (!rest.empty()) {
        const std::size_t got = read(rest);
        if (got == 0) damaged();
        rest = rest.subspan(got);
    }
}

class Decoder {
  public:
    explicit Decoder(const Reading& read)
        : png_(png_create_read_struct(
              PNG_LIBPNG_VER_STRING, nullptr, [](png_structp, png_const_charp) { damaged(); },
              [](png_structp, png_const_charp) {})) {
        if (png_ != nullptr) info_ = png_create_info_struct(png_);
        if (info_ == nullptr) needs_too_much();
        png_set_read_fn(png_, const_cast<Reading*>(&read), read_bytes);
        png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);  // check_size() knows better
        png_set_chunk_malloc_max(png_, most_beside_pixels);
        png_set_chunk_cache_max(png_, most_pieces_beside);
    }
    ~Decoder() { png_destroy_read_struct(&png_, &info_, nullptr); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    /// The head; the rows come as red, green, blue, opacity from then on.
    void begin() {
        png_read_info(png_, info_);
        check_size(size());
        png_set_expand(png_);
        png_set_scale_16(png_);
        png_set_gray_to_rgb(png_);
        png_set_add_alpha(png_, 255, PNG_FILLER_AFTER);
        png_read_update_info(png_, info_);
    }
    Size size() const { return {png_get_image_width(png_, info_), png_get_image_height(png_, info_)}; }
    bool interlaced() const { return png_get_interlace_type(png_, info_) != PNG_INTERLACE_NONE; }
    std::size_t row_bytes() const { return png_get_rowbytes(png_, info_); }
    void read_row(std::vector<unsigned char>& row) { png_read_row(png_, row.data(), nullptr); }

    unsigned orientation() {
        png_bytep bytes = nullptr;
        png_uint_32 size = 0;
        if (png_get_eXIf_1(png_, info_, &size, &bytes) == 0) return 1;
        return orientation_in({reinterpret_cast<const char*>(bytes), size});
    }

  private:
    png_structp png_;
    png_infop info_ = nullptr;
};

/// One of the seven passes of an interlaced picture (PNG, 8.2), or the only one.
struct Pass {
    unsigned first_column = 0, column_step = 1, first_row = 0, row_step = 1;
};

constexpr std::array<Pass, 7> interlaced_passes{
    Pass{0, 8, 0, 8}, Pass{4, 8, 0, 8}, Pass{0, 4, 4, 8}, Pass{2, 4, 0, 4},
    Pass{0, 2, 2, 4}, Pass{1, 2, 0, 2}, Pass{0, 1, 1, 2},
};

void add_pass(Decoder& decoder, const Pass& pass, Shrinking& shrinking) {
    const Size size = decoder.size();
    if (size.width <= pass.first_column) return;  // it has no rows then
    const std::size_t count = (size.width - pass.first_column + pass.column_step - 1) / pass.column_step;
    std::vector<unsigned char> row(decoder.row_bytes());
    for (unsigned y = pass.first_row; y < size.height; y += pass.row_step) {
        decoder.read_row(row);
        shrinking.add_row(y, std::span(row).first(count * 4), pass.first_column, pass.column_step);
    }
}

}  // namespace

Picture read_png(const Reading& read, unsigned longest) {
    Decoder decoder(read);
    decoder.begin();
    Shrinking shrinking(decoder.size(), longest);
    if (decoder.interlaced())
        for (const Pass& pass : interlaced_passes) add_pass(decoder, pass, shrinking);
    else
        add_pass(decoder, {}, shrinking);
    return upright(shrinking.picture(), decoder.orientation());
}

}  // namespace pictures
