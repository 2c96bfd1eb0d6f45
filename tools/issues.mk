# What `make issues` runs: renders each issue under ISSUES_DIR whose files are older than what it is made of.
#
# An issue is a .yaml file with a line that begins with `masthead:`. What it is made of stands in the .d file that
# `huibian render --depfile` writes beside it; an issue without one, or with one that names another place because the
# folder was copied or moved, is rendered again. Names must have no spaces.

FOUND := grep -rl --include='*.yaml' '^masthead:' '$(ISSUES_DIR)'
ifneq ($(shell $(FOUND) | grep ' '),)
$(error an issue's name has a space in it: $(shell $(FOUND) | grep ' '))
endif
ISSUES := $(basename $(shell $(FOUND) | sort))
ifeq ($(ISSUES),)
$(error no issue under $(ISSUES_DIR))
endif
SPEAKS_OF = $(shell grep -sF -e '$(1).pdf' '$(1).d')
UNTRACKED := $(foreach issue,$(ISSUES),$(if $(call SPEAKS_OF,$(issue)),,$(issue)))

.SUFFIXES:
.PHONY: all always
all: $(ISSUES:=.pdf) $(ISSUES:=.docx)
	@echo '$(words $(ISSUES)) issues under $(ISSUES_DIR) are up to date.'

%.pdf %.docx: %.yaml
	@$(HUIBIAN) render --depfile $<

$(UNTRACKED:=.pdf) $(UNTRACKED:=.docx): always

-include $(ISSUES:=.d)
