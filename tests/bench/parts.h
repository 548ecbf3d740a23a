// What can be measured, each part by itself: rows of the table (timing.h).
#pragma once

#include "bench/office.h"

namespace bench {

void starts(const Office& office);
void lists(const Office& office);
void live_searches(const Office& office);
/// Fills an office of 1,000,000 beside that of 100,000.
void live_searches_of_a_million(const Office& office);
void asking(const Office& office);
void creates(const Office& office);
void imports(const Office& office);
void files(const Office& office);
/// Previews of many photographs while somebody works.
void photos(const Office& office);
/// The client's page with much on it.
void profiles(const Office& office);
/// Suggestions among a million addresses, and tiles of a large map.
void places(const Office& office);
/// Everybody's saves while passwords are guessed.
void guesses(const Office& office);
/// Somebody at work beside strangers with many connections.
void strangers(const Office& office);
/// Takes a quarter of an hour.
void soak(const Office& office);

}  // namespace bench
