#pragma once

#include "office/records/declare.h"

namespace office {

enum class Colour : std::uint8_t { grey = 1, blue, green, yellow, orange, red, purple, pink, teal };

constexpr auto options(Colour) {
    return std::array{Option{1, "grey", "Grey"},     Option{2, "blue", "Blue"},     Option{3, "green", "Green"},
                      Option{4, "yellow", "Yellow"}, Option{5, "orange", "Orange"}, Option{6, "red", "Red"},
                      Option{7, "purple", "Purple"}, Option{8, "pink", "Pink"},     Option{9, "teal", "Teal"}};
}

/// A label that puts clients into a category.
struct Tag : Stored {
    static constexpr Kind kind{6, "tag", "tags", "Tag", "Tags"};
    std::string name;
    Colour colour = Colour::grey;

    static constexpr auto fields = std::tuple{
        Field{1,
              "name",
              &Tag::name,
              {.label = "Name",
               .required = true,
               .search = true,
               .index = Index::unique,
               .missing = "Enter a name.",
               .longest = 60}},
        Field{2, "colour", &Tag::colour, {.label = "Colour"}},
    };
};

/// A name without commas, since tags are typed and listed with commas between them.
void check(const Tag& tag, Errors& errors);

}  // namespace office
