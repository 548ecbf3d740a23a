#include "office/records/sentence.h"

#include "storage/error.h"

namespace office {

namespace {

std::string say_english(std::string_view english, std::initializer_list<std::string_view> values) {
    std::string said;
    for (const std::string_view value : values) {
        const std::size_t at = english.find("{}");
        said.append(english.substr(0, at)).append(value);
        english.remove_prefix(at + 2);
    }
    return said.append(english);
}

}  // namespace

std::string sentence(std::string_view label, std::string_view missing, std::string_view what, const Say& say) {
    if (what.ends_with('.') || label.empty()) return say(what, {});
    if (what == storage::is_required) return missing.empty() ? say("Fill in “{}”.", {label}) : say(missing, {});
    return say(what.ends_with(':') ? "“{}” {}" : "“{}” {}.", {label, say(what, {})});
}

std::string sentence(const storage::Column* column, std::string_view name, std::string_view what) {
    if (column == nullptr) return sentence(name, {}, what, say_english);
    return sentence(column->label, column->attributes.missing, what, say_english);
}

}  // namespace office
