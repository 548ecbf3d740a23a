// What libjpeg finds wrong becomes an exception, which passes through its frames: they own nothing that destroying the
// decompressor does not free, and Debian compiles them with unwind tables. Every way out is tried in tests/pictures.
#include "pictures/jpeg.h"

#include <cstdio>
// libjpeg's head needs FILE and size_t before it
#include <jpeglib.h>
// and its list of errors needs that head
#include <jerror.h>

#include <array>
#include <string_view>
#include <vector>

#include "pictures/exif.h"
#include "pictures/shrinking.h"

namespace pictures {

namespace {

constexpr std::size_t piece = 1UL << 16;
/// Bytes before the pixels; some cameras put a smaller picture there.
constexpr std::size_t longest_head = 4UL << 20;
/// Each pass over the pixels costs as much as the first.
constexpr int most_passes = 100;
constexpr int quality = 78;
constexpr int exif_marker = JPEG_APP0 + 1;
constexpr std::string_view exif_mark{"Exif\0\0", 6};
/// Of what a camera notes: how it was held stands at its beginning.
constexpr unsigned exif_bytes = 4096;

void stop(j_common_ptr decoder) {
    const int code = decoder->err->msg_code;
    if (code == JERR_NO_BACKING_STORE || code == JERR_OUT_OF_MEMORY) needs_too_much();
    damaged();
}

jpeg_error_mgr* errors(jpeg_error_mgr& manager) {
    jpeg_std_error(&manager);
    manager.error_exit = stop;
    manager.emit_message = [](j_common_ptr, int) {};
    return &manager;
}

/// Where libjpeg has its bytes from.
struct Source : jpeg_source_mgr {
    explicit Source(const Reading& reading)
        : jpeg_source_mgr{}
        , read(reading)
        , buffer(piece) {
        init_source = [](j_decompress_ptr) {};
        fill_input_buffer = [](j_decompress_ptr decoder) -> boolean {
            of(decoder).fill();
            return TRUE;
        };
        skip_input_data = [](j_decompress_ptr decoder, long bytes) {
            if (bytes > 0) of(decoder).skip(static_cast<std::size_t>(bytes));
        };
        resync_to_restart = jpeg_resync_to_restart;
        term_source = [](j_decompress_ptr) {};
    }
    static Source& of(j_decompress_ptr decoder) { return static_cast<Source&>(*decoder->src); }

    void fill() {
        bytes_in_buffer = read({buffer.data(), buffer.size()});
        next_input_byte = reinterpret_cast<const JOCTET*>(buffer.data());
        total += bytes_in_buffer;
        if (bytes_in_buffer == 0 || (in_head && total > longest_head)) damaged();
    }
    void skip(std::size_t bytes) {
        while (bytes > bytes_in_buffer) {
            bytes -= bytes_in_buffer;
            fill();
        }
        next_input_byte += bytes;
        bytes_in_buffer -= bytes;
    }

    const Reading& read;
    std::vector<char> buffer;
    std::size_t total = 0;
    bool in_head = true;
};

/// What it is given goes away with it, whatever happens.
struct Decoder : jpeg_decompress_struct {
    explicit Decoder(Source& source)
        : jpeg_decompress_struct{} {
        err = errors(manager);
        jpeg_create_decompress(this);
        mem->max_memory_to_use = most_memory;
        watch.progress_monitor = [](j_common_ptr decoder) {
            if (reinterpret_cast<j_decompress_ptr>(decoder)->input_scan_number > most_passes) damaged();
        };
        progress = &watch;
        src = &source;
    }
    ~Decoder() { jpeg_destroy_decompress(this); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    jpeg_error_mgr manager{};
    jpeg_progress_mgr watch{};
};

unsigned orientation_of(const Decoder& decoder) {
    for (const auto* marker = decoder.marker_list; marker != nullptr; marker = marker->next) {
        const std::string_view bytes(reinterpret_cast<const char*>(marker->data), marker->data_length);
        if (bytes.starts_with(exif_mark)) return orientation_in(bytes.substr(exif_mark.size()));
    }
    return 1;
}

/// Adobe's programs write them upside down: 255 is no ink.
void red_green_blue(std::vector<unsigned char>& cmyk, bool upside_down) {
    for (std::size_t i = 0; i + 4 <= cmyk.size(); i += 4) {
        const auto paper = [&](std::size_t ink) { return upside_down ? cmyk[i + ink] : 255U - cmyk[i + ink]; };
        const unsigned lightness = paper(3);
        for (std::size_t ink = 0; ink < 3; ++ink)
            cmyk[i + ink] = static_cast<unsigned char>(paper(ink) * lightness / 255U);
        cmyk[i + 3] = 255;
    }
}

/// An eighth, two … of its size: the smallest that is not smaller than what is wanted.
void choose_scale(Decoder& decoder, unsigned longest) {
    decoder.scale_denom = 8;
    for (decoder.scale_num = 1; decoder.scale_num < 8; ++decoder.scale_num) {
        jpeg_calc_output_dimensions(&decoder);
        if (std::max(decoder.output_width, decoder.output_height) >= longest) return;
    }
}

Picture shrunk(Decoder& decoder, unsigned longest) {
    const bool inks = decoder.jpeg_color_space == JCS_CMYK || decoder.jpeg_color_space == JCS_YCCK;
    decoder.out_color_space = inks ? JCS_CMYK : JCS_EXT_RGBA;
    decoder.do_fancy_upsampling = FALSE;
    choose_scale(decoder, longest);
    jpeg_start_decompress(&decoder);
    Shrinking shrinking({decoder.output_width, decoder.output_height}, longest);
    std::vector<unsigned char> row(std::size_t{decoder.output_width} * 4);
    while (decoder.output_scanline < decoder.output_height) {
        const unsigned y = decoder.output_scanline;
        JSAMPROW to = row.data();
        if (jpeg_read_scanlines(&decoder, &to, 1) != 1) damaged();
        if (inks) red_green_blue(row, decoder.saw_Adobe_marker != 0);
        shrinking.add_row(y, row);
    }
    return shrinking.picture();
}

/// Where libjpeg puts its bytes.
struct Sink : jpeg_destination_mgr {
    Sink()
        : jpeg_destination_mgr{}
        , buffer(piece) {
        init_destination = [](j_compress_ptr encoder) { of(encoder).begin(); };
        empty_output_buffer = [](j_compress_ptr encoder) -> boolean {
            of(encoder).take(piece);
            return TRUE;
        };
        term_destination = [](j_compress_ptr encoder) { of(encoder).take(piece - of(encoder).free_in_buffer); };
    }
    static Sink& of(j_compress_ptr encoder) { return static_cast<Sink&>(*encoder->dest); }
    void begin() {
        next_output_byte = reinterpret_cast<JOCTET*>(buffer.data());
        free_in_buffer = buffer.size();
    }
    void take(std::size_t size) {
        bytes.append(buffer.data(), size);
        begin();
    }

    std::vector<char> buffer;
    std::string bytes;
};

struct Encoder : jpeg_compress_struct {
    explicit Encoder(Sink& sink)
        : jpeg_compress_struct{} {
        err = errors(manager);
        jpeg_create_compress(this);
        dest = &sink;
    }
    ~Encoder() { jpeg_destroy_compress(this); }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    jpeg_error_mgr manager{};
};

}  // namespace

Picture read_jpeg(const Reading& read, unsigned longest) {
    Source source(read);
    Decoder decoder(source);
    jpeg_save_markers(&decoder, exif_marker, exif_bytes);
    jpeg_read_header(&decoder, TRUE);
    source.in_head = false;
    check_size({decoder.image_width, decoder.image_height});
    const unsigned orientation = orientation_of(decoder);
    jpeg_save_markers(&decoder, exif_marker, 0);
    return upright(shrunk(decoder, longest), orientation);
}

std::string jpeg_of(const Picture& picture) {
    Sink sink;
    Encoder encoder(sink);
    encoder.image_width = picture.size.width;
    encoder.image_height = picture.size.height;
    encoder.input_components = 3;
    encoder.in_color_space = JCS_RGB;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, quality, TRUE);
    encoder.optimize_coding = TRUE;
    jpeg_start_compress(&encoder, TRUE);
    while (encoder.next_scanline < encoder.image_height) {
        auto* row = const_cast<unsigned char*>(picture.rgb.data()) +
                    (std::size_t{encoder.next_scanline} * encoder.image_width * 3);
        jpeg_write_scanlines(&encoder, &row, 1);
    }
    jpeg_finish_compress(&encoder);
    return std::move(sink.bytes);
}

}  // namespace pictures
