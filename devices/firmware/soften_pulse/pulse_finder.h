// Finds heartbeats in the samples of an analog pulse sensor, one sample at a time.
//
// A beat is where the wave rises most steeply: that moment is sharper than the top of the wave, and neither the slow
// wandering of the baseline nor the smaller second (dicrotic) wave moves it. Plain C++11 with whole numbers; nothing of
// Arduino, no memory but its own 190 bytes.
#ifndef SOFTEN_PULSE_FINDER_H
#define SOFTEN_PULSE_FINDER_H

#include <stdint.h>

namespace soften {

constexpr uint16_t kRateHz = 250;  // samples a second: a line of up to 30 bytes each takes two thirds of 115200 baud
constexpr uint32_t kPeriodUs = 1000000UL / kRateHz;

// A heartbeat. Times are those of micros(), which begin again from 0 after 2^32 us (71.6 minutes).
struct FoundBeat {
  uint32_t us;           // when the wave rose most steeply
  uint32_t interval_us;  // since the beat before; 0 when it is not known
};

enum class Contact : uint8_t { kUnknown, kClear, kFlat, kClipped };

// Says whether the samples are a wave at all, once a second: flat when they stay within a 256th of the full scale,
// clipped when a quarter of them lie as close to an end of it. Both are a choice.
class ContactWatch {
 public:
  explicit ContactWatch(uint16_t full_scale) : full_scale_(full_scale), margin_(full_scale / 256) {}

  void feed(uint16_t value) {
    if (value < lowest_) lowest_ = value;
    if (value > highest_) highest_ = value;
    if (value <= margin_ || value >= full_scale_ - margin_) ++at_an_end_;
    if (++count_ < kRateHz) return;
    contact_ = highest_ - lowest_ <= margin_ ? Contact::kFlat
               : at_an_end_ >= kRateHz / 4   ? Contact::kClipped
                                             : Contact::kClear;
    lowest_ = 0xFFFF;
    highest_ = at_an_end_ = count_ = 0;
  }

  Contact contact() const { return contact_; }

 private:
  uint16_t full_scale_;
  uint16_t margin_;
  uint16_t lowest_ = 0xFFFF;
  uint16_t highest_ = 0;
  uint16_t at_an_end_ = 0;
  uint16_t count_ = 0;
  Contact contact_ = Contact::kUnknown;
};

class PulseFinder {
 public:
  // full_scale is the largest value the converter can give: 1023 with 10 bits, 4095 with 12.
  explicit PulseFinder(uint16_t full_scale) : contact_(full_scale), least_slope_(int32_t(full_scale / 256) * kHalf) {}

  Contact contact() const { return contact_.contact(); }

  // Take a sample and its time; return whether a beat was found, which lies about a fifth of a second back.
  bool feed(uint32_t us, uint16_t value, FoundBeat& beat) {
    contact_.feed(value);
    if (contact() == Contact::kFlat || contact() == Contact::kClipped) {
      empty_ = true;
      return false;
    }
    if (empty_ || us - last_us_ > 2 * kPeriodUs) begin_anew(value);
    last_us_ = us;
    follow_slope(value);
    if (learning_ > 0) {
      learn();
      return false;
    }
    if (since_beat_ < kForever) ++since_beat_;
    if (since_beat_ > usual_ + usual_ / 2 && since_beat_ % kFadeEvery == 0) level_ -= level_ / 8;
    if (pending_age_ != kNothing) ++pending_age_;
    if (is_top() && slopes_[kReach] > threshold() && (pending_age_ == kNothing || slopes_[kReach] > pending_slope_)) {
      pending_slope_ = slopes_[kReach];
      pending_us_ = steepest_us(us);
      pending_age_ = 0;
    }
    return pending_age_ >= kConfirm && confirm(beat);
  }

 private:
  // The slope is the sum of the newest 60 ms less that of the 60 ms before: hum of 50 Hz cancels out of both.
  static constexpr uint8_t kHalf = kRateHz * 6UL / 100;
  // A parabola is laid through this many slopes (32 ms) on either side of the steepest.
  static constexpr uint8_t kReach = kRateHz * 32UL / 1000;
  static constexpr uint8_t kSlopes = 2 * kReach + 1;
  // For this long (120 ms) a still steeper rise takes a beat's place.
  static constexpr int16_t kConfirm = kRateHz * 12L / 100;
  // No beat so soon (280 ms) after another, which is 214 a minute, nor within three eighths of the usual interval.
  static constexpr int16_t kRefractory = kRateHz * 28L / 100;
  // Two stretches of 2 s are listened to first; the calmer one tells how steep a beat is.
  static constexpr int16_t kLearn = 2 * kRateHz;
  // Where beats stay out for one and a half usual intervals, what counts as steep falls by an eighth this often.
  static constexpr int16_t kFadeEvery = kRateHz / 8;
  // No interval is longer than 2.5 s, 24 beats a minute: a beat was missed.
  static constexpr uint32_t kLongestUs = 2500000UL;
  static constexpr int16_t kNothing = -1;  // no beat is pending
  static constexpr int16_t kForever = 0x7FFF;  // samples, 131 s: counting stops there

  void begin_anew(uint16_t value) {
    empty_ = false;
    for (uint16_t& sample : samples_) sample = value;
    for (int32_t& slope : slopes_) slope = 0;
    slope_ = learnt_ = 0;
    at_ = 0;
    learning_ = 2 * kLearn;
    pending_age_ = kNothing;
    chained_ = false;
  }

  void follow_slope(uint16_t value) {
    const uint8_t middle = at_ < kHalf ? at_ + kHalf : at_ - kHalf;
    slope_ += int32_t(value) - 2 * int32_t(samples_[middle]) + samples_[at_];
    samples_[at_] = value;
    at_ = at_ + 1 < 2 * kHalf ? at_ + 1 : 0;
    for (uint8_t i = 0; i + 1 < kSlopes; ++i) slopes_[i] = slopes_[i + 1];
    slopes_[kSlopes - 1] = slope_;
  }

  void learn() {
    if (slope_ > learnt_) learnt_ = slope_;
    if (--learning_ == kLearn) {
      level_ = learnt_;
      learnt_ = 0;
    } else if (learning_ == 0) {
      if (learnt_ < level_) level_ = learnt_;
      since_beat_ = 0;
      usual_ = kRateHz * 8L / 10;  // 0.8 s, 75 beats a minute, until intervals tell
    }
  }

  bool is_top() const {
    for (uint8_t i = 0; i < kSlopes; ++i) {
      if (i < kReach ? slopes_[i] > slopes_[kReach] : i > kReach && slopes_[i] >= slopes_[kReach]) return false;
    }
    return true;
  }

  // The sooner after a beat, the steeper a rise must be to count, from 13 sixteenths of the usual steepness down to 6:
  // the second wave of a beat comes soon, the next beat mostly does not.
  int32_t threshold() const {
    const int16_t resting = int16_t(usual_ / 8 * 3);
    const bool too_soon = since_beat_ < kRefractory || since_beat_ < resting;
    if (chained_ && pending_age_ == kNothing && too_soon) return INT32_MAX;
    const int16_t early = chained_ && since_beat_ < 2 * resting ? int16_t(2 * resting - since_beat_) : int16_t(0);
    const int32_t asked = level_ / 16 * 6 + level_ / 16 * 7 * early / resting;
    return asked > least_slope_ ? asked : least_slope_;
  }

  // The top of the parabola that lies closest to the slopes, so that a beat falls between samples.
  uint32_t steepest_us(uint32_t us) const {
    constexpr float kSquares = kReach * (kReach + 1) * (2 * kReach + 1) / 3.0f;
    constexpr float kFourths = kSquares * (3 * kReach * kReach + 3 * kReach - 1) / 5.0f;
    constexpr float kMeanSquare = kSquares / kSlopes;
    float tilt = 0, bend = 0;
    for (uint8_t i = 0; i < kSlopes; ++i) {
      const float x = float(int8_t(i) - int8_t(kReach));
      tilt += x * float(slopes_[i]);
      bend += (x * x - kMeanSquare) * float(slopes_[i]);
    }
    tilt /= kSquares;
    bend /= kFourths - kSquares * kMeanSquare;
    float shift = bend < 0 ? -tilt / (2 * bend) : 0;
    if (shift > kReach) shift = kReach;
    if (shift < -kReach) shift = -kReach;
    // The slope belongs to the middle between its two sums.
    return us - (kReach + kHalf) * kPeriodUs + kPeriodUs / 2 + int32_t(shift * kPeriodUs);
  }

  bool confirm(FoundBeat& beat) {
    const int16_t late = pending_age_;
    const uint32_t interval_us = pending_us_ - beat_us_;
    const bool jolt = pending_slope_ / 4 > level_;
    const bool known = chained_ && interval_us <= kLongestUs;
    const int32_t seen = pending_slope_ / 2 > level_ ? 2 * level_ : pending_slope_;
    level_ += jolt ? level_ : (seen - level_) / 4;  // a pulse that begins in silence is a row of jolts, a short one
    if (level_ < least_slope_) level_ = least_slope_;
    since_beat_ = late;
    pending_age_ = kNothing;
    chained_ = !jolt;
    if (jolt) return false;  // so steep is a movement of the hand, and no interval is made across it
    if (known) usual_ = int16_t(usual_ + (int16_t(interval_us / kPeriodUs) - usual_) / 8);
    beat_us_ = pending_us_;
    beat = FoundBeat{pending_us_, known ? interval_us : 0};
    return true;
  }

  ContactWatch contact_;
  int32_t least_slope_;
  uint16_t samples_[2 * kHalf];
  int32_t slopes_[kSlopes];  // the oldest first
  int32_t slope_ = 0;
  int32_t level_ = 0;  // how steep beats are
  int32_t learnt_ = 0;
  int32_t pending_slope_ = 0;
  uint32_t pending_us_ = 0;
  uint32_t beat_us_ = 0;
  uint32_t last_us_ = 0;
  int16_t learning_ = 0;    // samples still to listen to
  int16_t since_beat_ = 0;   // in samples
  int16_t usual_ = 0;       // samples from beat to beat
  int16_t pending_age_ = kNothing;
  uint8_t at_ = 0;
  bool empty_ = true;
  bool chained_ = false;  // whether the beat before is known, so that an interval can be made
};

}  // namespace soften

#endif
