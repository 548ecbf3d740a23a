#include "storage/values/month_names.h"

#include <algorithm>
#include <array>

namespace storage {

namespace {

struct Beginning {
    std::string_view letters;
    int month;
};

/// Of the names in English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish, Danish, Norwegian, Finnish, Czech,
/// Hungarian and Turkish, folded.
constexpr std::array beginnings{
    Beginning{"jan", 1},     Beginning{"ene", 1},   Beginning{"gen", 1},   Beginning{"sty", 1},
    Beginning{"led", 1},     Beginning{"tammi", 1}, Beginning{"oca", 1},   Beginning{"feb", 2},
    Beginning{"fev", 2},     Beginning{"lut", 2},   Beginning{"uno", 2},   Beginning{"helmi", 2},
    Beginning{"sub", 2},     Beginning{"mar", 3},   Beginning{"maa", 3},   Beginning{"mrz", 3},
    Beginning{"bre", 3},     Beginning{"apr", 4},   Beginning{"avr", 4},   Beginning{"abr", 4},
    Beginning{"kwi", 4},     Beginning{"dub", 4},   Beginning{"huhti", 4}, Beginning{"nis", 4},
    Beginning{"may", 5},     Beginning{"mai", 5},   Beginning{"maj", 5},   Beginning{"mag", 5},
    Beginning{"mei", 5},     Beginning{"kve", 5},   Beginning{"touko", 5}, Beginning{"jun", 6},
    Beginning{"juin", 6},    Beginning{"giu", 6},   Beginning{"cze", 6},   Beginning{"cerven", 6},
    Beginning{"cervn", 6},   Beginning{"kesa", 6},  Beginning{"haz", 6},   Beginning{"jul", 7},
    Beginning{"juil", 7},    Beginning{"lug", 7},   Beginning{"lip", 7},   Beginning{"cervenec", 7},
    Beginning{"cervenc", 7}, Beginning{"heina", 7}, Beginning{"tem", 7},   Beginning{"aug", 8},
    Beginning{"aou", 8},     Beginning{"ago", 8},   Beginning{"sie", 8},   Beginning{"srp", 8},
    Beginning{"elo", 8},     Beginning{"agu", 8},   Beginning{"sep", 9},   Beginning{"set", 9},
    Beginning{"wrz", 9},     Beginning{"zar", 9},   Beginning{"syys", 9},  Beginning{"eyl", 9},
    Beginning{"szep", 9},    Beginning{"oct", 10},  Beginning{"okt", 10},  Beginning{"out", 10},
    Beginning{"ott", 10},    Beginning{"paz", 10},  Beginning{"rij", 10},  Beginning{"loka", 10},
    Beginning{"eki", 10},    Beginning{"nov", 11},  Beginning{"lis", 11},  Beginning{"marras", 11},
    Beginning{"kas", 11},    Beginning{"dec", 12},  Beginning{"dez", 12},  Beginning{"dic", 12},
    Beginning{"des", 12},    Beginning{"gru", 12},  Beginning{"pro", 12},  Beginning{"joulu", 12},
    Beginning{"ara", 12},
};

/// Days of the week that begin as a month does.
constexpr std::array<std::string_view, 5> days{"mardi", "martes", "martedi", "maandag", "maanantai"};

}  // namespace

/// The longest beginning counts: "cervenec" is not "cerven".
int month_named(std::string_view word) {
    Beginning best{"", 0};
    if (std::ranges::contains(days, word)) return 0;
    for (const Beginning& beginning : beginnings)
        if (word.starts_with(beginning.letters) && beginning.letters.size() > best.letters.size()) best = beginning;
    return best.month;
}

}  // namespace storage
