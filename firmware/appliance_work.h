// What the box does by itself.
#pragma once

#include <vector>

#include "background/work.h"
#include "exchange/importer.h"

std::vector<background::Work> appliance_work(exchange::Importer& importer);
