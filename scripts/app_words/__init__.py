"""The parts of app_words.py: the dictionary, the core's names, what is generated, who uses it, the self-test."""
